package dev.postrider.log;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.Message;
import dev.postrider.record.Recovered;
import java.util.List;

/** Takes shards, their messages in the order of the log, and word of what has been committed. */
public interface LogConsumer {

  /** A message and the endpoints that were chosen when it was accepted. */
  record Routed(Message message, List<Endpoint> targets) {}

  /** The shard is ours from now on; {@code epoch} is higher than that of any earlier owner. */
  void assigned(int shard, long epoch, Recovered recovered);

  /** The next messages of the shard; may block to slow the log down. */
  void entries(int shard, List<Routed> messages);

  /** Everything that was unsettled when the shard was assigned has been handed over. */
  void replayed(int shard);

  /** Every record of the shard with this ticket or a lower one is durable. */
  void committed(int shard, long ticket);
}
