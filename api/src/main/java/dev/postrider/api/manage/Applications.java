package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Paging;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Application;
import dev.postrider.directory.Application.Settings;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Page;
import dev.postrider.directory.Stored;
import dev.postrider.message.ApplicationId;
import dev.postrider.platform.Platforms;
import java.util.Optional;

/** Answers for applications. */
final class Applications {
  private static final Paging<ApplicationId> PAGING =
      new Paging<>(ApplicationId::parse, true, true);

  private final Directory directory;
  private final ApplicationIn reader;
  private final ApplicationOut writer;

  Applications(Directory directory, Platforms platforms) {
    this.directory = directory;
    this.reader = new ApplicationIn(platforms);
    this.writer = new ApplicationOut(platforms);
  }

  Answer list(Request request) {
    Page<Application> page =
        directory.applications(request.organisation(), PAGING.read(request.query()));
    return Paging.answer(page, a -> a.id().toString(), writer::write);
  }

  Answer create(Request request) {
    boolean getIfExists = request.query().flag("get_if_exists", false);
    Stored<Application> stored = create(request, request.fields());
    return getIfExists && stored instanceof Stored.Taken<Application>(Application holder)
        ? writer.answer(200, holder)
        : answer(201, stored);
  }

  Answer get(Request request) {
    return writer.answer(200, found(request).orElseThrow(Refusal::notFound));
  }

  /** Creates it when there is none; its uid then is that of the body, not of the path. */
  Answer put(Request request) {
    Optional<Application> found = found(request);
    Fields fields = request.fields();
    if (found.isEmpty()) {
      return answer(201, create(request, fields));
    }
    Settings settings = reader.whole(fields, found.get().platform(), found.get());
    return answer(200, directory.changeApplication(found.get().id(), _ -> settings));
  }

  private Stored<Application> create(Request request, Fields fields) {
    String platform = reader.platform(fields);
    Settings settings = reader.whole(fields, platform, null);
    return directory.createApplication(request.organisation(), platform, settings);
  }

  Answer patch(Request request) {
    Application old = found(request).orElseThrow(Refusal::notFound);
    return answer(200, directory.changeApplication(old.id(), reader.change(request.fields(), old)));
  }

  Answer delete(Request request) {
    ApplicationId id = found(request).orElseThrow(Refusal::notFound).id();
    if (!directory.deleteApplication(id)) {
      throw Refusal.notFound();
    }
    return Answer.noContent();
  }

  private Optional<Application> found(Request request) {
    return directory.application(request.organisation(), request.id("app"));
  }

  private Answer answer(int status, Stored<Application> stored) {
    return switch (stored) {
      case Stored.Done<Application>(Application application) -> writer.answer(status, application);
      case Stored.Taken<Application> _ ->
          throw Refusal.conflict("An application with that id or uid already exists");
      case Stored.Missing<Application>() -> throw Refusal.notFound();
      case Stored.TooManySecrets<Application>(), Stored.TooLarge<Application>() ->
          throw new IllegalStateException("an application has neither secrets nor certificates");
    };
  }
}
