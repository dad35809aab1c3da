package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Caller;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Paging;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Page;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Stored;
import dev.postrider.message.EndpointId;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Answers for endpoints. */
final class Endpoints {
  private static final Paging<EndpointId> PAGING = new Paging<>(EndpointId::parse, false, true);

  private final Directory directory;
  private final EndpointIn reader;
  private final RandomGenerator random;

  Endpoints(Directory directory, EndpointIn reader, RandomGenerator random) {
    this.directory = directory;
    this.reader = reader;
    this.random = random;
  }

  Answer list(Request request) {
    Application application = application(directory, request);
    Page<Endpoint> page = directory.endpoints(application.id(), PAGING.read(request.query()));
    return Paging.answer(page, e -> e.id().toString(), EndpointOut::write);
  }

  Answer create(Request request) {
    Application application = application(directory, request);
    return create(application, request.caller(), request.fields());
  }

  private Answer create(Application application, Caller caller, Fields fields) {
    Secret secret = SecretIn.read(fields, "secret", random);
    Endpoint.Settings settings = reader.of(caller).whole(application, fields);
    return answer(201, directory.createEndpoint(application.id(), settings, secret));
  }

  Answer get(Request request) {
    return EndpointOut.answer(200, endpoint(directory, request));
  }

  /** Creates it when there is none; its uid then is that of the body, not of the path. */
  Answer put(Request request) {
    Application application = application(directory, request);
    Optional<Endpoint> found = directory.endpoint(application.id(), request.id("endpoint"));
    Fields fields = request.fields();
    return found.isPresent()
        ? answer(
            200,
            directory.changeEndpoint(
                found.get().id(), reader.of(request.caller()).replacement(application, fields)))
        : create(application, request.caller(), fields);
  }

  Answer patch(Request request) {
    Application application = application(directory, request);
    EndpointId id = endpoint(directory, request).id();
    return answer(
        200,
        directory.changeEndpoint(
            id, reader.of(request.caller()).change(application, request.fields())));
  }

  Answer delete(Request request) {
    if (!directory.deleteEndpoint(endpoint(directory, request).id())) {
      throw Refusal.notFound();
    }
    return Answer.noContent();
  }

  static Application application(Directory directory, Request request) {
    return directory
        .application(request.organisation(), request.id("app"))
        .orElseThrow(Refusal::notFound);
  }

  static Endpoint endpoint(Directory directory, Request request) {
    return directory
        .endpoint(application(directory, request).id(), request.id("endpoint"))
        .orElseThrow(Refusal::notFound);
  }

  static Endpoint done(Stored<Endpoint> stored) {
    return switch (stored) {
      case Stored.Done<Endpoint>(Endpoint endpoint) -> endpoint;
      case Stored.Taken<Endpoint> _ ->
          throw Refusal.conflict("An endpoint with that id or uid already exists");
      case Stored.Missing<Endpoint>() -> throw Refusal.notFound();
      case Stored.TooManySecrets<Endpoint>() ->
          throw Refusal.badRequest(
              "limit_reached", "Ten old secrets still sign; wait until one of them expires");
    };
  }

  private static Answer answer(int status, Stored<Endpoint> stored) {
    return EndpointOut.answer(status, done(stored));
  }
}
