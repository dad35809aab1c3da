package dev.postrider.testkit;

import dev.postrider.directory.Directory;
import dev.postrider.history.History;
import dev.postrider.inbox.ContactTokens;
import dev.postrider.inbox.Inbox;
import dev.postrider.log.MessageLog;
import dev.postrider.message.Keys;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.Recorder;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The directory in a map keeps the contract of the real one, so tests that use it test something.
 */
final class MemoryDirectoryTest extends DirectoryContract {
  private @Nullable Directory kept;

  @Override
  protected Edges open(InstantSource clock) {
    Directory directory =
        kept == null ? new MemoryDirectory(clock, new Keys(clock, 0), Contracts.TWO) : kept;
    kept = directory;
    return new OnlyDirectory(directory);
  }

  private record OnlyDirectory(Directory directory) implements Edges {
    @Override
    public MessageLog log() {
      throw new UnsupportedOperationException("the directory alone");
    }

    @Override
    public Recorder recorder() {
      throw new UnsupportedOperationException("the directory alone");
    }

    @Override
    public ParkedStore parked() {
      throw new UnsupportedOperationException("the directory alone");
    }

    @Override
    public History history() {
      throw new UnsupportedOperationException("the directory alone");
    }

    @Override
    public Inbox inbox() {
      throw new UnsupportedOperationException("the directory alone");
    }

    @Override
    public ContactTokens contactTokens() {
      throw new UnsupportedOperationException("the directory alone");
    }

    @Override
    public void close() {}
  }
}
