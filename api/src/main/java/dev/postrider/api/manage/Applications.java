package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Paging;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Application;
import dev.postrider.directory.Application.Settings;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Page;
import dev.postrider.directory.Stored;
import dev.postrider.message.ApplicationId;
import java.util.Optional;

/** Answers for applications. */
final class Applications {
  private static final Paging<ApplicationId> PAGING =
      new Paging<>(ApplicationId::parse, true, true);

  private final Directory directory;

  Applications(Directory directory) {
    this.directory = directory;
  }

  Answer list(Request request) {
    Page<Application> page =
        directory.applications(request.organisation(), PAGING.read(request.query()));
    return Paging.answer(page, a -> a.id().toString(), ApplicationOut::write);
  }

  Answer create(Request request) {
    boolean getIfExists = request.query().flag("get_if_exists", false);
    Settings settings = ApplicationIn.whole(request.fields());
    Stored<Application> stored = directory.createApplication(request.organisation(), settings);
    return getIfExists && stored instanceof Stored.Taken<Application>(Application holder)
        ? ApplicationOut.answer(200, holder)
        : answer(201, stored);
  }

  Answer get(Request request) {
    return ApplicationOut.answer(200, found(request).orElseThrow(Refusal::notFound));
  }

  /** Creates it when there is none; its uid then is that of the body, not of the path. */
  Answer put(Request request) {
    Settings settings = ApplicationIn.whole(request.fields());
    Optional<Application> found = found(request);
    return found.isPresent()
        ? answer(200, directory.changeApplication(found.get().id(), _ -> settings))
        : answer(201, directory.createApplication(request.organisation(), settings));
  }

  Answer patch(Request request) {
    ApplicationId id = found(request).orElseThrow(Refusal::notFound).id();
    return answer(200, directory.changeApplication(id, ApplicationIn.change(request.fields())));
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

  private static Answer answer(int status, Stored<Application> stored) {
    return switch (stored) {
      case Stored.Done<Application>(Application application) ->
          ApplicationOut.answer(status, application);
      case Stored.Taken<Application> _ ->
          throw Refusal.conflict("An application with that id or uid already exists");
      case Stored.Missing<Application>() -> throw Refusal.notFound();
      case Stored.TooManySecrets<Application>() ->
          throw new IllegalStateException("an application has no secrets");
    };
  }
}
