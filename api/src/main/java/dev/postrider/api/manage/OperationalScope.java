package dev.postrider.api.manage;

import dev.postrider.api.http.Handler;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.operational.OperationalApplication;
import java.util.Optional;

/**
 * Lets the handlers of an application's things answer for the caller's operational webhooks, which
 * are the endpoints of an application that no path names.
 */
public final class OperationalScope {
  /** What all their paths begin with. */
  public static final String PATH = "/api/v1/operational-webhook";

  private final Directory directory;

  public OperationalScope(Directory directory) {
    this.directory = directory;
  }

  /** The handler, where there is something to answer about; 404 otherwise. */
  public Handler of(Handler handler) {
    return request -> handler.handle(request.about(find(request).orElseThrow(Refusal::notFound)));
  }

  /** The same for a list, which is empty as long as there is nothing. */
  public Handler listing(Handler list) {
    return request -> {
      Optional<Application> application = find(request);
      return application.isPresent()
          ? list.handle(request.about(application.get()))
          : Endpoints.none(request);
    };
  }

  /** The same for what may be the first. */
  Handler making(Handler handler) {
    return request ->
        handler.handle(
            request.about(OperationalApplication.make(directory, request.organisation())));
  }

  private Optional<Application> find(Request request) {
    return OperationalApplication.find(directory, request.organisation());
  }
}
