package dev.postrider.testkit;

import dev.postrider.directory.Directory;
import dev.postrider.directory.PortalSessions;
import dev.postrider.history.History;
import dev.postrider.inbox.ContactTokens;
import dev.postrider.inbox.Inbox;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.Recorder;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The history in maps says of an endpoint's messages what the real ones say. */
final class MemoryDeliveriesTest extends DeliveriesContract {

  @Override
  protected Edges open(InstantSource clock) {
    Keys keys = new Keys(clock, 0);
    MemoryLog log = new MemoryLog(clock, keys);
    return new Memory(
        new MemoryDirectory(clock, keys, Contracts.TWO), log, new MemoryHistory(log, clock, keys));
  }

  private record Memory(Directory directory, MemoryLog log, MemoryHistory written)
      implements Edges {
    @Override
    public History history() {
      return written;
    }

    @Override
    public Recorder recorder() {
      return new Recorder() {
        @Override
        public void record(
            int shard,
            List<Entry> entries,
            @Nullable MessageId checkpoint) {
          entries.forEach(entry -> {
            written.record(entry);
            log.committed(entry.ticket());
          });
        }

        @Override
        public long cancelParked(EndpointId endpoint) {
          throw new UnsupportedOperationException("the history alone");
        }
      };
    }

    @Override
    public Inbox inbox() {
      throw new UnsupportedOperationException("the history alone");
    }

    @Override
    public ContactTokens contactTokens() {
      throw new UnsupportedOperationException("the history alone");
    }

    @Override
    public ParkedStore parked() {
      throw new UnsupportedOperationException("the history alone");
    }

    @Override
    public PortalSessions portalSessions() {
      throw new UnsupportedOperationException("the history alone");
    }

    @Override
    public void close() {}
  }
}
