package dev.postrider.postgres;

import dev.postrider.directory.Page;
import dev.postrider.history.History.Attempt;
import dev.postrider.history.History.AttemptFilter;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.AttemptId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Lists attempts, of a message or of an endpoint.
 *
 * @param whose the condition that names :subject
 */
record AttemptsRead(String whose, ApplicationId application, long subject) {
  /** So many attempts are looked at for one page. */
  static final int BOUND = 4_000;

  /** The same where each one's message has to be looked at as well. */
  static final int BOUND_WITH_MESSAGES = 1_000;

  private static final String SQL =
      """
      select * from (
        select a.*, %s as sought
        from (select a.*, row_number() over (%s) as place
              from attempt a
              where %s and a.application = :application and %s and %s
              %s limit :bound) a
        offset 0) a
      where sought or place = :bound
      %s limit :most
      """;

  Page<Attempt> read(Handle handle, AttemptFilter filter, Page.Request<AttemptId> request) {
    PageSql page = new PageSql("a.id", request);
    AttemptSql sql = new AttemptSql(filter);
    Walk walk = walk(sql, request);
    try (Query query =
        handle.createQuery(
            SQL.formatted(
                sql.sought(),
                page.order(),
                whose,
                page.where(),
                sql.messages().within("a.id"),
                page.order(),
                page.order()))) {
      query.bind("subject", subject).bind("application", application.value());
      query.bind("bound", walk.bound()).bind("most", request.limit() + 1);
      AttemptId after = request.after();
      if (after != null) {
        query.bind("after", after.value());
      }
      sql.bind(query);
      return walk.page(
          query
              .map((rs, _) ->
                  new Walk.Met<>(
                      HistoryReads.attempt(rs), rs.getBoolean("sought"), rs.getInt("place")))
              .list(),
          Attempt::id);
    }
  }

  private static Walk walk(AttemptSql sql, Page.Request<AttemptId> request) {
    if (sql.messages().looks()) {
      return new Walk(request, BOUND_WITH_MESSAGES);
    }
    return sql.looks() ? new Walk(request, BOUND) : Walk.all(request);
  }
}
