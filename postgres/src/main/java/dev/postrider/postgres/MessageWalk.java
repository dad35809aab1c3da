package dev.postrider.postgres;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.MessageId;
import org.jdbi.v3.core.Handle;

/** Walks the messages of an application piece by piece, each one short walk of an index. */
final class MessageWalk {
  /** The limit keeps the planner from reading the whole range. */
  private static final String PIECE =
      """
      select max(id) as last, count(*) as found from (
        select id from message
        where application = :application and id > :after and id <= :last
        order by id
        limit :most) piece
      """;

  private MessageWalk() {}

  /** The last message of the next piece; {@code last} when there is none behind it. */
  static MessageId reach(
      Handle handle, ApplicationId application, MessageId after, MessageId last, int most) {
    return handle
        .createQuery(PIECE)
        .bind("application", application.value())
        .bind("after", after.value())
        .bind("last", last.value())
        .bind("most", most)
        .map((rs, _) -> rs.getInt("found") < most ? last : new MessageId(rs.getLong("last")))
        .one();
  }
}
