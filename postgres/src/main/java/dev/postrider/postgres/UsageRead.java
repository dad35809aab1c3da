package dev.postrider.postgres;

import dev.postrider.history.History.Used;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.MessageId;
import org.jdbi.v3.core.Handle;

/** Adds up a piece of an application's messages, which takes a moment. */
final class UsageRead {
  private static final int PIECE = 20_000;

  private static final String SQL =
      """
      select count(*) as messages, coalesce(sum(cardinality(targets)), 0) as destinations,
             max(id) as highest
      from (
        select id, targets
        from message
        where application = :application and id > :after and id <= :last
        order by id limit :piece) as piece
      """;

  private UsageRead() {}

  static Used read(Handle handle, ApplicationId application, MessageId after, MessageId last) {
    return handle
        .createQuery(SQL)
        .bind("application", application.value())
        .bind("after", after.value())
        .bind("last", last.value())
        .bind("piece", PIECE)
        .map((rs, _) -> {
          long messages = rs.getLong("messages");
          return new Used(
              messages < PIECE ? last : new MessageId(rs.getLong("highest")),
              messages,
              rs.getLong("destinations"));
        })
        .one();
  }
}
