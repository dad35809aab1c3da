package dev.postrider.task;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.Message;
import dev.postrider.task.Replays.Found;
import dev.postrider.task.Replays.Piece;
import java.util.function.BiPredicate;

/**
 * Finds the messages of a piece that go to an endpoint again; in one way, so that a preview counts
 * what the task sends.
 *
 * @param wants whether the endpoint, as it is, would get the message if it came now
 */
public record Finding(Replays replays, BiPredicate<Endpoint, Message> wants) {

  Found next(Piece piece, Work.Replay replay, Endpoint endpoint) {
    return switch (replay) {
      case Work.Recover recover -> replays.failed(piece, recover);
      case Work.BulkReplay bulk -> replays.settled(piece, bulk);
      case Work.ReplayMissing missing -> {
        boolean payloads = endpoint.settings().filter() != null;
        Found found = replays.unaddressed(piece, missing, payloads);
        yield new Found(
            found.messages().stream().filter(message -> wants.test(endpoint, message)).toList(),
            found.reached());
      }
    };
  }
}
