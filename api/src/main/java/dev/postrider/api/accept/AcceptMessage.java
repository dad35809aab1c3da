package dev.postrider.api.accept;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.manage.InlineApplication;
import dev.postrider.directory.Routes;
import java.time.InstantSource;
import java.util.Optional;

/** Takes a message in Svix's envelope, which says its event type. */
record AcceptMessage(Accept accept, InlineApplication applications, InstantSource clock)
    implements Handler {

  @Override
  public Answer handle(Request request) throws InterruptedException {
    Optional<Routes> known = accept.known(request);
    MessageIn in = MessageInReader.read(request.body(), clock);
    if (known.isEmpty()) {
      applications.at(request, in.application());
      known = accept.known(request);
    }
    return accept.append(request, known.orElseThrow(Refusal::notFound), in);
  }
}
