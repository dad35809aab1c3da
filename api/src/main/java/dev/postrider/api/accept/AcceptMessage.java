package dev.postrider.api.accept;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Routes;

/** Takes a message in Svix's envelope, which says its event type. */
record AcceptMessage(Accept accept) implements Handler {

  @Override
  public Answer handle(Request request) throws InterruptedException {
    Routes routes = accept.routes(request);
    return accept.append(request, routes, MessageInReader.read(request.body()));
  }
}
