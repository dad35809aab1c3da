package dev.postrider.receiver.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a store to one inbox, in this process and among all of the machine.
 *
 * <p>The lock of the file keeps other processes out. It is of no use within this one: a second
 * channel of the file, when it is closed, ends the lock of the first (fcntl's rule). So those that
 * are open here are noted, and their files not touched again.
 */
final class LockFile {
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private LockFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param file without links, so that each has one path
   * @throws IllegalStateException when somebody has it
   */
  static LockFile take(Path file) throws StoreException {
    if (!OPEN.add(file)) {
      throw taken(file);
    }
    boolean locked = false;
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() == null) {
          throw taken(file);
        }
        locked = true;
        return new LockFile(file, channel);
      } finally {
        if (!locked) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw new StoreException("the store was not opened: its lock file cannot be locked", e);
    } finally {
      if (!locked) {
        OPEN.remove(file);
      }
    }
  }

  private static IllegalStateException taken(Path file) {
    return new IllegalStateException("another inbox has this store open: " + file);
  }

  /** Whether it is ours still. */
  boolean held() {
    return channel.isOpen();
  }

  /** Lets others have it; twice is harmless, also when somebody has it meanwhile. */
  synchronized void release() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      OPEN.remove(file);
    }
  }
}
