package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Caller;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Paging;
import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Application;
import dev.postrider.directory.Bulk;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Page;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Stored;
import dev.postrider.message.EndpointId;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Platforms;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Answers for endpoints. */
final class Endpoints {
  private static final Paging<EndpointId> PAGING = new Paging<>(EndpointId::parse, false, true);

  private final Directory directory;
  private final Platforms platforms;
  private final EndpointIn reader;
  private final EndpointOut writer;
  private final RandomGenerator random;

  Endpoints(
      Directory directory,
      Platforms platforms,
      EndpointIn reader,
      EndpointOut writer,
      RandomGenerator random) {
    this.directory = directory;
    this.platforms = platforms;
    this.reader = reader;
    this.writer = writer;
    this.random = random;
  }

  Answer list(Request request) {
    Application application = application(directory, request);
    Page<Endpoint> page = directory.endpoints(application.id(), PAGING.read(request.query()));
    Platform platform = platforms.of(application);
    boolean credentials = request.seesCredentials();
    return Paging.answer(
        page, e -> e.id().toString(), (json, e) -> writer.write(json, e, platform, credentials));
  }

  /** The page of a list in which there is nothing. */
  static Answer none(Request request) {
    PAGING.read(request.query());
    return Paging.answer(new Page<Endpoint>(List.of(), true), e -> e.id().toString(), (_, _) -> {});
  }

  Answer create(Request request) {
    Application application = application(directory, request);
    return create(application, request.caller(), request.fields());
  }

  private Answer create(Application application, Caller caller, Fields fields) {
    Secret secret = SecretIn.read(fields, "secret", random);
    Endpoint.Settings settings = reader.of(caller).whole(application, fields);
    return stored(201, application, directory.createEndpoint(application.id(), settings, secret));
  }

  Answer get(Request request) {
    Application application = application(directory, request);
    return writer.shown(
        endpoint(directory, application, request),
        platforms.of(application),
        request.seesCredentials());
  }

  /** Creates it when there is none; its uid then is that of the body, not of the path. */
  Answer put(Request request) {
    Application application = application(directory, request);
    Optional<Endpoint> found = directory.endpoint(application.id(), request.id("endpoint"));
    Fields fields = request.fields();
    return found.isPresent()
        ? stored(
            200,
            application,
            directory.changeEndpoint(
                found.get().id(),
                reader.of(request.caller()).replacement(application, fields, found.get())))
        : create(application, request.caller(), fields);
  }

  Answer patch(Request request) {
    Application application = application(directory, request);
    Endpoint now = endpoint(directory, application, request);
    return stored(
        200,
        application,
        directory.changeEndpoint(
            now.id(), reader.of(request.caller()).change(application, request.fields(), now)));
  }

  Answer delete(Request request) {
    if (!directory.deleteEndpoint(endpoint(directory, request).id())) {
      throw Refusal.notFound();
    }
    return Answer.noContent();
  }

  /** Has its receiver asked anew, if that has to be asked and has not agreed. */
  Answer verify(Request request) {
    Application application = application(directory, request);
    Endpoint now = endpoint(directory, application, request);
    return writer.shown(
        done(directory.askEndpoint(now.id())),
        platforms.of(application),
        request.seesCredentials());
  }

  static Application application(Directory directory, Request request) {
    return directory
        .application(request.organisation(), request.id("app"))
        .orElseThrow(Refusal::notFound);
  }

  static Endpoint endpoint(Directory directory, Request request) {
    return endpoint(directory, application(directory, request), request);
  }

  static Endpoint endpoint(Directory directory, Application application, Request request) {
    return directory
        .endpoint(application.id(), request.id("endpoint"))
        .orElseThrow(Refusal::notFound);
  }

  static Endpoint done(Stored<Endpoint> stored) {
    return switch (stored) {
      case Stored.Done<Endpoint>(Endpoint endpoint) -> endpoint;
      case Stored.Taken<Endpoint> _ ->
          throw Refusal.conflict("An endpoint with that id or uid already exists");
      case Stored.Missing<Endpoint>() -> throw Refusal.notFound();
      case Stored.TooLarge<Endpoint>() ->
          throw Refusal.unprocessable(Problem.value(List.of("body"), Bulk.REFUSED));
      case Stored.TooManySecrets<Endpoint>() ->
          throw Refusal.badRequest(
              "limit_reached", "Ten old secrets still sign; wait until one of them expires");
    };
  }

  private Answer stored(int status, Application application, Stored<Endpoint> stored) {
    return writer.stored(status, done(stored), platforms.of(application));
  }
}
