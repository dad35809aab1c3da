package dev.postrider.postgres;

import dev.postrider.message.EndpointId;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Seals with the newest data key what endpoints keep, in pieces that hold nobody up. Each piece is
 * a transaction, after which its rows are no longer sought: so whoever begins again goes on.
 */
final class Resealing {
  private static final int PIECE = 200;

  /** Which rows are sealed anew. */
  enum Which {
    /** An index knows them. */
    PLAIN("sealed is null"),
    /** Looks at every row. */
    OLD("(sealed is null or substring(sealed from 2 for 4) <> int4send(:number))");

    private final String condition;

    Which(String condition) {
      this.condition = condition;
    }
  }

  private record Row(EndpointId id, EndpointSecrets secrets) {}

  private final Jdbi jdbi;
  private final DataKeys keys;

  Resealing(Jdbi jdbi, DataKeys keys) {
    this.jdbi = jdbi;
    this.keys = keys;
  }

  /** How many rows there were. */
  int run(Which which) {
    int sum = 0;
    long after = 0;
    List<EndpointId> piece;
    do {
      Sealer sealer = keys.take(PIECE);
      long from = after;
      piece = jdbi.inTransaction(handle -> piece(handle, which, from, sealer));
      after = piece.isEmpty() ? after : piece.getLast().value();
      sum += piece.size();
    } while (piece.size() == PIECE);
    return sum;
  }

  private List<EndpointId> piece(Handle handle, Which which, long after, Sealer sealer) {
    List<Row> rows =
        handle
            .createQuery(
                """
                select id, url, headers, secrets, sealed from endpoint
                where id > :after and status <> 2 and %s
                order by id limit :piece
                for update
                """
                    .formatted(which.condition))
            .bind("after", after)
            .bind("piece", PIECE)
            .bind("number", sealer.key().number())
            .map((rs, _) ->
                new Row(new EndpointId(rs.getLong("id")), EndpointSecrets.read(rs, keys)))
            .list();
    if (!rows.isEmpty()) {
      try (PreparedBatch batch =
          handle.prepareBatch(
              """
              update endpoint set sealed = :sealed, url = '', headers = '{}', secrets = '[]'
              where id = :id
              """)) {
        for (Row row : rows) {
          batch
              .bind("sealed", row.secrets().sealed(row.id(), sealer))
              .bind("id", row.id().value())
              .add();
        }
        batch.execute();
      }
    }
    List<EndpointId> ids = new ArrayList<>();
    rows.forEach(row -> ids.add(row.id()));
    return ids;
  }
}
