package dev.postrider.api.accept;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Routes;
import dev.postrider.message.Payload;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Platforms;
import dev.postrider.platform.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes an event as the application's platform writes it: the body is what its endpoints get, byte
 * for byte, and says by itself which type it is and which others it keeps its order with.
 */
record AcceptEvent(Accept accept, Platforms platforms) implements Handler {
  @Override
  public Answer handle(Request request) throws InterruptedException {
    Routes routes = accept.routes(request);
    Platform platform = platforms.of(routes.application());
    byte[] body = request.body();
    return switch (platform.reader().read(body)) {
      case Reading.Event(String type, String orderingKey) ->
          accept.append(
              request,
              routes,
              MessageIn.event(
                  type,
                  orderingKey,
                  new MessageIn.Content(Payload.of(body), platform.contentType())));
      case Reading.Refused(List<Reading.Fault> faults) ->
          throw Refusal.unprocessable(faults.stream().map(AcceptEvent::problem).toList());
    };
  }

  private static Problem problem(Reading.Fault fault) {
    List<String> loc = new ArrayList<>(List.of("body"));
    if (!fault.pointer().isEmpty()) {
      for (String name : fault.pointer().substring(1).split("/", -1)) {
        loc.add(name.replace("~1", "/").replace("~0", "~"));
      }
    }
    return Problem.value(loc, fault.message());
  }
}
