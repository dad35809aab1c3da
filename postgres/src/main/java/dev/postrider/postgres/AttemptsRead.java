package dev.postrider.postgres;

import dev.postrider.directory.Page;
import dev.postrider.history.History.Attempt;
import dev.postrider.history.History.AttemptFilter;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.AttemptId;
import dev.postrider.message.MessageId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Lists attempts, of a message or of an endpoint. */
record AttemptsRead(ApplicationId application, AttemptFilter filter) {
  /** So many attempts are looked at for one page. */
  static final int BOUND = 3_000;

  /** The same where each one's message has to be looked at as well. */
  static final int BOUND_WITH_MESSAGES = 1_000;

  Page<Attempt> ofMessage(Handle handle, MessageId message, Page.Request<AttemptId> request) {
    // An attempt is younger than its message: older days are not looked at.
    Range range = range(request).beyond(message.value(), true);
    Walk walk = walk(request, range).atOnce();
    return read(handle, walk, "a.message = :subject", message.value());
  }

  Page<Attempt> ofEndpoint(Handle handle, long endpoint, Page.Request<AttemptId> request) {
    return read(handle, walk(request, range(request)), "a.endpoint = :subject", endpoint);
  }

  private Range range(Page.Request<AttemptId> request) {
    return Range.of(request, filter.after(), filter.before());
  }

  private Walk walk(Page.Request<AttemptId> request, Range range) {
    AttemptSql sql = new AttemptSql(filter);
    int bound = sql.messages().looks() ? BOUND_WITH_MESSAGES : BOUND;
    return Walk.byDays(request, range, sql.looks(), bound);
  }

  private Page<Attempt> read(Handle handle, Walk walk, String whose, long subject) {
    AttemptSql sql = new AttemptSql(filter);
    String looked =
        """
        select a.*, %s as sought
        from attempt a
        where %s and a.application = :application and a.id between :first and :last
        %s limit :count
        """
            .formatted(sql.sought(), whose, new PageSql("a.id", walk.request()).order());
    String text = Walk.SIFTED.formatted(looked, new PageSql("id", walk.request()).order());
    return walk.page((range, count) -> {
      try (Query query = handle.createQuery(text)) {
        query.bind("subject", subject).bind("application", application.value());
        query.bind("first", range.first()).bind("last", range.last()).bind("count", count);
        sql.bind(query);
        Walk.Met<Attempt> met =
            Walk.met(
                query.map((rs, _) -> Walk.row(rs, HistoryReads.attempt(rs))).list(), Attempt::id);
        return sql.messages().looks() ? sifted(handle, met) : met;
      }
    });
  }

  /**
   * The same, without those whose messages are not sought: type, channels and tags stand with the
   * message, because a copy would be paid on every attempt.
   */
  private Walk.Met<Attempt> sifted(Handle handle, Walk.Met<Attempt> met) {
    Set<Long> ids =
        met.sought().stream().map(attempt -> attempt.message().value()).collect(Collectors.toSet());
    if (ids.isEmpty()) {
      return met;
    }
    MessageSql sql = new AttemptSql(filter).messages();
    try (Query query =
        handle.createQuery(
            """
            select m.id from message m
            where m.application = :application and m.id = any (:ids) and m.id between :first and :last
              and %s
            """
                .formatted(sql.sought()))) {
      query.bind("application", application.value()).bindArray("ids", Long.class, ids);
      query.bind("first", ids.stream().mapToLong(Long::longValue).min().orElseThrow());
      query.bind("last", ids.stream().mapToLong(Long::longValue).max().orElseThrow());
      sql.bind(query);
      Set<Long> sought = query.mapTo(Long.class).set();
      List<Attempt> left =
          met.sought().stream()
              .filter(attempt -> sought.contains(attempt.message().value()))
              .toList();
      return new Walk.Met<>(left, met.rows(), met.last());
    }
  }
}
