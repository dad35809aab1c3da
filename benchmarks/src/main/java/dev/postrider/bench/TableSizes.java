package dev.postrider.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the tables of the log take on disk, as they are, without a vacuum of ours.
 *
 * @param walBytes of PostgreSQL's write-ahead log since the database was made
 */
record TableSizes(List<Table> tables, List<Index> indexes, long walBytes) {

  /**
   * A table with all its days.
   *
   * @param deadShare of its bytes that belong to rows which are no more
   * @param freeShare of its bytes that are free for new rows
   */
  record Table(
      String name,
      long rows,
      long bytes,
      long toastBytes,
      long indexBytes,
      double deadShare,
      double freeShare) {}

  /**
   * An index with its days.
   *
   * @param leafDensity how full its leaves are, on average
   */
  record Index(String name, long bytes, double leafDensity) {}

  private static final List<String> TABLES = List.of("message", "attempt", "parked");

  private static final String INDEXES =
      """
      select regexp_replace(i.relname, '_p[0-9]+', '') as name, sum(pg_relation_size(i.oid))::bigint,
             (1000 * sum(s.avg_leaf_density * s.leaf_pages) / nullif(sum(s.leaf_pages), 0))::bigint
      from pg_class c
      join pg_index x on x.indrelid = c.oid
      join pg_class i on i.oid = x.indexrelid
      join pg_am a on a.oid = i.relam and a.amname = 'btree'
      cross join lateral pgstatindex(i.oid::regclass) s
      where c.relkind = 'r' and c.relname ~ '^(message|attempt|parked)(_p[0-9]+)?$'
        and pg_relation_size(i.oid) > 8192 and s.avg_leaf_density <> 'NaN'
      group by 1 order by 1
      """;

  static TableSizes of(StoredLog log) throws SQLException {
    log.execute("create extension if not exists pgstattuple");
    List<Table> tables = new ArrayList<>();
    for (String name : TABLES) {
      tables.add(table(log, name));
    }
    List<Index> indexes = new ArrayList<>();
    log.read(
        INDEXES,
        row ->
            indexes.add(
                new Index(
                    row.getString(1), row.getLong(2), Figures.rounded(row.getLong(3) / 1e5))));
    return new TableSizes(
        List.copyOf(tables),
        List.copyOf(indexes),
        log.number("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"));
  }

  private static Table table(StoredLog log, String name) throws SQLException {
    // Its days, or itself.
    String leaves =
        "pg_class c where c.relkind = 'r' and c.relname ~ '^%s(_p[0-9]+)?$' and pg_relation_size(c.oid) > 0"
            .formatted(name);
    long bytes = log.number(sum("pg_relation_size(c.oid)", leaves));
    String stats =
        "pg_class c cross join lateral pgstattuple_approx(c.oid) s"
            + leaves.substring("pg_class c".length());
    return new Table(
        name,
        log.number("select count(*) from " + name),
        bytes,
        log.number(sum("pg_table_size(c.oid) - pg_relation_size(c.oid)", leaves)),
        log.number(sum("pg_indexes_size(c.oid)", leaves)),
        share(log.number(sum("s.dead_tuple_len", stats)), bytes),
        share(log.number(sum("s.approx_free_space", stats)), bytes));
  }

  private static String sum(String what, String from) {
    return "select coalesce(sum(%s), 0)::bigint from %s".formatted(what, from);
  }

  private static double share(long part, long all) {
    return Figures.rounded(all == 0 ? 0 : 1.0 * part / all);
  }
}
