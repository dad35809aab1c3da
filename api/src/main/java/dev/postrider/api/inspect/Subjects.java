package dev.postrider.api.inspect;

import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.history.History;
import dev.postrider.history.History.StoredMessage;
import dev.postrider.message.EndpointId;
import java.util.Optional;

/** Finds what a path speaks of, by id or uid; 404 when it is not there for this caller. */
final class Subjects {
  private final Directory directory;
  private final History history;

  Subjects(Directory directory, History history) {
    this.directory = directory;
    this.history = history;
  }

  Application application(Request request) {
    return directory
        .application(request.organisation(), request.id("app"))
        .orElseThrow(Refusal::notFound);
  }

  Endpoint endpoint(Request request, Application application) {
    return directory
        .endpoint(application.id(), request.id("endpoint"))
        .orElseThrow(Refusal::notFound);
  }

  Optional<EndpointId> endpoint(String idOrUid, Application application) {
    return directory.endpoint(application.id(), idOrUid).map(Endpoint::id);
  }

  StoredMessage message(Request request, Application application) {
    return history.message(application.id(), request.id("msg")).orElseThrow(Refusal::notFound);
  }
}
