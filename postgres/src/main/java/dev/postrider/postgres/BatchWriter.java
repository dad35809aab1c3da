package dev.postrider.postgres;

import dev.postrider.inbox.Posting;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.message.Keys;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Writes one batch in one transaction, up to the commit. For the journal's thread. */
final class BatchWriter {
  private final InstantSource clock;
  private final Keys keys;
  private final Shards shards;
  private final PublishKeys publishKeys;
  private final Partitions partitions;
  private final OperationalEvents events;
  private final DataKeys dataKeys;
  private final CopyRows rows = new CopyRows();

  BatchWriter(
      InstantSource clock,
      Keys keys,
      Shards shards,
      PublishKeys publishKeys,
      Partitions partitions,
      OperationalEvents events,
      DataKeys dataKeys) {
    this.clock = clock;
    this.keys = keys;
    this.shards = shards;
    this.publishKeys = publishKeys;
    this.partitions = partitions;
    this.events = events;
    this.dataKeys = dataKeys;
  }

  /** Leaves everything written and nothing committed. */
  Transaction write(Connection connection, Batch batch) throws SQLException, Shards.Fenced {
    List<Draft> drafts = batch.drafts().stream().map(Batch.Pending::draft).toList();
    MessageId[] ids = new MessageId[drafts.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = new MessageId(keys.next());
    }
    long[] attempts = new long[batch.entries().size()];
    for (int i = 0; i < attempts.length; i++) {
      attempts[i] = keys.next();
    }
    long lastKey = keys.next();
    partitions.cover(
        ids.length > 0 ? ids[0].value() : attempts.length > 0 ? attempts[0] : lastKey, lastKey);

    @Nullable Appended[] late = publishKeys.claim(connection, drafts, ids);
    Message[] messages = new Message[ids.length];
    for (int i = 0; i < ids.length; i++) {
      messages[i] = drafts.get(i).message(ids[i]);
    }
    Sealer sealer = sealer(drafts);
    copyMessages(connection, drafts, messages, late, sealer);
    InboxRows.write(connection, posts(drafts, ids, late), sealer);
    copyAttempts(connection, batch.entries(), attempts);
    ParkedRows.apply(connection, batch.entries());
    boolean tells = events.write(connection, batch.entries(), attempts);
    Map<Integer, Long> numbers =
        shards.advance(connection, touched(batch, messages, late), lastKey);
    return Transaction.of(batch, messages, late, numbers, tells, shards);
  }

  /** The transaction is durable. */
  void committed(Transaction transaction) {
    if (transaction.tells()) {
      events.committed();
    }
  }

  /** Null when nothing is to be sealed, as in nearly all batches. */
  private @Nullable Sealer sealer(List<Draft> drafts) throws SQLException {
    int seals = 0;
    for (Draft draft : drafts) {
      seals += draft.seals();
    }
    try {
      return seals == 0 ? null : dataKeys.take(seals);
    } catch (JdbiException e) {
      if (e.getCause() instanceof SQLException database) {
        throw database;
      }
      throw e;
    }
  }

  private static List<InboxRows.Post> posts(
      List<Draft> drafts, MessageId[] ids, @Nullable Appended[] late) {
    List<InboxRows.Post> posts = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      Draft draft = drafts.get(i);
      Posting posting = draft.posting();
      if (late[i] == null && posting != null) {
        posts.add(new InboxRows.Post(draft.application(), ids[i], posting, draft.sealed()));
      }
    }
    return posts;
  }

  private void copyMessages(
      Connection connection,
      List<Draft> drafts,
      Message[] messages,
      @Nullable Appended[] late,
      @Nullable Sealer sealer)
      throws SQLException {
    boolean any = false;
    for (Appended answer : late) {
      any |= answer == null;
    }
    if (any) {
      rows.copy(
          connection,
          MessageRow.COPY,
          out -> {
            for (int i = 0; i < messages.length; i++) {
              if (late[i] == null) {
                MessageRow.write(out, messages[i], drafts.get(i), sealer);
              }
            }
          });
    }
  }

  private void copyAttempts(Connection connection, List<Batch.Recorded> entries, long[] ids)
      throws SQLException {
    if (entries.stream().anyMatch(r -> r.entry().historic())) {
      Instant now = clock.instant();
      rows.copy(
          connection,
          AttemptRow.COPY,
          out -> {
            for (int i = 0; i < ids.length; i++) {
              Entry entry = entries.get(i).entry();
              if (entry.historic()) {
                AttemptRow.write(out, ids[i], entry, now);
              }
            }
          });
    }
  }

  /** Every shard that the batch writes for, with its checkpoint. */
  private Map<Integer, MessageId> touched(
      Batch batch, Message[] messages, @Nullable Appended[] late) {
    Map<Integer, MessageId> checkpoints = new HashMap<>(batch.checkpoints());
    for (int i = 0; i < messages.length; i++) {
      if (late[i] == null) {
        checkpoints.putIfAbsent(shards.of(messages[i].application()), Shards.unmoved());
      }
    }
    for (Batch.Recorded recorded : batch.entries()) {
      checkpoints.putIfAbsent(recorded.shard(), Shards.unmoved());
    }
    if (checkpoints.isEmpty()) {
      // Nothing but repeated drafts: what they are answered must be ours to say.
      checkpoints.put(0, Shards.unmoved());
    }
    return checkpoints;
  }
}
