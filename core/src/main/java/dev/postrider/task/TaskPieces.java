package dev.postrider.task;

import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Requeue;
import dev.postrider.dispatch.Requeue.Again;
import dev.postrider.history.History;
import dev.postrider.message.Message;
import dev.postrider.task.Replays.Found;
import dev.postrider.task.Replays.Piece;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Does one piece of a task: finds messages and has them sent or emptied, or looks at applications,
 * and notes durably how far that was.
 *
 * @param wants whether the endpoint, as it is, would get the message if it came now
 */
public record TaskPieces(
    Tasks tasks,
    Directory directory,
    Replays replays,
    History history,
    Requeue requeue,
    BiPredicate<Endpoint, Message> wants) {

  void next(Task task) throws InterruptedException {
    switch (task.work()) {
      case Work.Purge() -> purge(task);
      case Work.Replay replay -> replay(task, replay);
      case Work.Statistics wanted -> new Survey(tasks, directory, history).next(task, wanted);
    }
  }

  private void purge(Task task) {
    History.Expunged piece =
        history.expungePayloads(task.one(), task.progress().reached(), task.last());
    tasks.advance(task.id(), piece.reached(), piece.payloads());
    finishAt(task, piece.reached().equals(task.last()));
  }

  private void replay(Task task, Work.Replay replay) throws InterruptedException {
    Endpoint endpoint = directory.endpoints(List.of(replay.endpoint())).get(replay.endpoint());
    if (endpoint == null || endpoint.status() == Endpoint.Status.DELETED) {
      tasks.fail(task.id(), "the endpoint was deleted");
    } else if (endpoint.status() == Endpoint.Status.DISABLED) {
      tasks.fail(task.id(), "the endpoint was disabled");
    } else {
      replay(task, replay, endpoint);
    }
  }

  private void replay(Task task, Work.Replay replay, Endpoint endpoint)
      throws InterruptedException {
    Found found = new Finding(replays, wants).next(Piece.of(task), replay, endpoint);
    List<Again> messages =
        found.messages().stream()
            .map(message -> new Again(message.id(), message.extras().deliverAt()))
            .toList();
    if (!messages.isEmpty()) {
      requeue.requeue(endpoint, messages);
    }
    tasks.advance(task.id(), found.reached(), messages.size());
    finishAt(task, found.reached().equals(task.last()));
  }

  private void finishAt(Task task, boolean end) {
    if (end) {
      tasks.finish(task.id());
    }
  }
}
