package dev.postrider.postgres;

import dev.postrider.directory.Page;
import dev.postrider.history.History.Content;
import dev.postrider.history.History.MessageFilter;
import dev.postrider.history.History.StoredMessage;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.MessageId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Lists the messages of an application: first which, then as many of them as fit. */
record MessagesRead(ApplicationId application, InstantSource clock, DataKeys keys) {
  /** So many messages are looked at for one page. */
  static final int BOUND = 2_000;

  /** Payloads of a page together, because one page is in memory several times over. */
  private static final long PAGE_BYTES = 4L << 20;

  Page<StoredMessage> read(
      Handle handle, MessageFilter filter, Content content, Page.Request<MessageId> request) {
    Page<MessageId> found = ids(handle, filter, request);
    return cut(found, whole(handle, found.entries(), content, request), request);
  }

  private Page<MessageId> ids(
      Handle handle, MessageFilter filter, Page.Request<MessageId> request) {
    MessageSql sql = MessageSql.of(filter);
    String looked =
        """
        select m.id, %s as sought
        from message m
        where m.application = :application and m.id between :first and :last
        %s limit :count
        """
            .formatted(sql.sought(), new PageSql("m.id", request).order());
    String text = Walk.SIFTED.formatted(looked, new PageSql("id", request).order());
    Range range = Range.of(request, filter.after(), filter.before());
    if (filter.words() != null) {
      WordsRead words = new WordsRead(this, sql, filter.words(), request);
      return Walk.byDays(request, range, true, BOUND)
          .page((here, count) -> words.look(handle, here, count));
    }
    return Walk.byDays(request, range, sql.looks(), BOUND)
        .page((here, count) -> {
          try (Query query = handle.createQuery(text)) {
            query.bind("application", application.value()).bind("count", count);
            query.bind("first", here.first()).bind("last", here.last());
            sql.bind(query);
            return Walk.met(
                query.map((rs, _) -> Walk.row(rs, new MessageId(rs.getLong("id")))).list(),
                id -> id);
          }
        });
  }

  /** These messages in the order of the list, as many as fit into a page when it walks that way. */
  List<StoredMessage> whole(
      Handle handle, List<MessageId> ids, Content content, Page.Request<MessageId> request) {
    if (ids.isEmpty()) {
      return List.of();
    }
    boolean whole = content == Content.WHOLE;
    try (Query query =
        handle.createQuery(
            """
            select * from (
              select %s, %s
              from message m
              where m.application = :application and m.id = any (:ids) and m.id between :first and :last
              window walk as (%s)) page
            where place = 1 or bytes_before < :bytes
            order by place
            """
                .formatted(
                    whole ? MessageRow.COLUMNS : MessageRow.COLUMNS_WITHOUT_PAYLOAD,
                    MessageRow.SIZES,
                    new PageSql("m.id", request).order()))) {
      bind(query, ids);
      List<StoredMessage> read =
          query
              .bind("bytes", whole ? PAGE_BYTES : Long.MAX_VALUE)
              .map((rs, _) -> HistoryReads.message(rs, clock.instant(), keys))
              .list();
      return request.backwards() ? read.reversed() : read;
    }
  }

  /**
   * What was found and did not fit follows behind the last that did. The first one fits, unless its
   * day was dropped meanwhile, and all that is older with it.
   */
  static <T> Page<T> cut(Page<MessageId> found, List<T> fitting, Page.Request<MessageId> request) {
    return fitting.isEmpty() || fitting.size() == found.entries().size()
        ? new Page<>(fitting, found.done(), found.rest())
        : new Page<>(fitting, false);
  }

  /** Those of these messages that there are, with empty payloads, in any order. */
  List<StoredMessage> withoutPayloads(Handle handle, Collection<MessageId> ids) {
    return whole(
        handle,
        List.copyOf(ids),
        Content.WITHOUT_PAYLOAD,
        new Page.Request<>(null, 1, false, false));
  }

  private void bind(Query query, List<MessageId> ids) {
    query
        .bind("application", application.value())
        .bindArray("ids", Long.class, ids.stream().map(MessageId::value).toList())
        .bind("first", ids.stream().mapToLong(MessageId::value).min().orElseThrow())
        .bind("last", ids.stream().mapToLong(MessageId::value).max().orElseThrow());
  }
}
