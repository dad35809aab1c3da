package dev.postrider.api.accept;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Routes;
import dev.postrider.inbox.Posting;
import dev.postrider.message.Payload;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Platforms;
import dev.postrider.platform.Reading;
import java.util.List;
import java.util.Map;

/**
 * Takes an event as the application's platform writes it: the body is what its endpoints get, byte
 * for byte, and says by itself which type it is and which others it keeps its order with.
 *
 * <p>A message of an inbox is published once by its id there, which is its event id.
 */
record AcceptEvent(Accept accept, Platforms platforms) implements Handler {
  @Override
  public Answer handle(Request request) throws InterruptedException {
    Routes routes = accept.routes(request);
    Platform platform = platforms.of(routes.application());
    byte[] body = request.body();
    Map<String, String> said = routes.application().settings().platformSettings();
    return switch (platform.reader().read(body, said)) {
      case Reading.Event(String type, String orderingKey, Payload payload, Posting posting) ->
          accept.append(
              request,
              routes,
              MessageIn.event(
                  type,
                  orderingKey,
                  new MessageIn.Content(payload, platform.contentType()),
                  posting));
      case Reading.Refused(List<Reading.Fault> faults) ->
          throw Refusal.unprocessable(
              faults.stream().map(fault -> Problem.at(List.of("body"), fault)).toList());
    };
  }
}
