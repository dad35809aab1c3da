package dev.postrider.task;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import java.util.List;

/**
 * The edge that finds the messages which a task sends again, piece by piece in the order of the
 * log. Never finds a message whose delivery to the endpoint is pending, or whose payload is gone.
 * Safe for use by many threads.
 */
public interface Replays {
  /** How many messages one piece looks at. */
  int PIECE = 500;

  /**
   * Some messages, as many as fit into memory.
   *
   * @param messages those that were found
   * @param reached every message up to here has been looked at
   */
  record Found(List<Message> messages, MessageId reached) {
    public Found {
      messages = List.copyOf(messages);
    }
  }

  /**
   * What a piece is read of.
   *
   * @param after the last message that has been looked at
   * @param last where the range ends, inclusive
   * @param before attempts from this key on are not considered, and a delivery that has some is not
   *     found: it was tried since the task began
   */
  record Piece(ApplicationId application, MessageId after, MessageId last, long before) {
    static Piece of(Task task) {
      return new Piece(task.one(), task.progress().reached(), task.last(), task.id().value());
    }
  }

  /** Messages, without payloads, whose delivery is settled as discarded and never arrived. */
  Found failed(Piece piece, Work.Recover recover);

  /** Messages, without payloads, whose delivery is settled as wanted. */
  Found settled(Piece piece, Work.BulkReplay replay);

  /**
   * Messages that never were for the endpoint: it was not chosen for them, and nobody has sent them
   * there since.
   *
   * @param payloads whether they come with their payloads, which then bound the piece too
   */
  Found unaddressed(Piece piece, Work.ReplayMissing replay, boolean payloads);
}
