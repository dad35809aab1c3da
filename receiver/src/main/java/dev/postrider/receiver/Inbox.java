package dev.postrider.receiver;

import dev.postrider.receiver.store.Store;
import dev.postrider.receiver.store.StoreException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Being built; the signatures stand. */
public final class Inbox implements AutoCloseable {
  public static Builder builder(WebhookVerifier verifier, Handler handler) {
    throw new UnsupportedOperationException();
  }

  public static Builder transactional(WebhookVerifier verifier, TransactionalHandler handler) {
    throw new UnsupportedOperationException();
  }

  public Receipt receive(RequestHeaders headers, InputStream body) {
    throw new UnsupportedOperationException();
  }

  /** How long a body may take; for adapters, which cut off who sends nothing at all. */
  public Duration bodyTime() {
    throw new UnsupportedOperationException();
  }

  public InboxCounts counts() {
    throw new UnsupportedOperationException();
  }

  public List<DeadLetter> deadLetters(int limit) throws StoreException {
    throw new UnsupportedOperationException();
  }

  public boolean retry(String id) throws StoreException {
    throw new UnsupportedOperationException();
  }

  public boolean discard(String id) throws StoreException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}

  public static final class Builder {
    public Builder store(Store store) {
      throw new UnsupportedOperationException();
    }

    public Builder file(Path file) {
      throw new UnsupportedOperationException();
    }

    public Builder dataSource(DataSource dataSource) {
      throw new UnsupportedOperationException();
    }

    public Builder tablePrefix(String prefix) {
      throw new UnsupportedOperationException();
    }

    public Builder identity(Identity identity) {
      throw new UnsupportedOperationException();
    }

    public Builder orderKey(Function<Webhook, @Nullable String> key) {
      throw new UnsupportedOperationException();
    }

    public Builder keepHeaders(Collection<String> names) {
      throw new UnsupportedOperationException();
    }

    public Builder concurrency(int handlers) {
      throw new UnsupportedOperationException();
    }

    public Builder backOff(BackOff backOff) {
      throw new UnsupportedOperationException();
    }

    public Builder handlerTime(Duration limit) {
      throw new UnsupportedOperationException();
    }

    public Builder maxBody(int bytes) {
      throw new UnsupportedOperationException();
    }

    public Builder bodyTime(Duration limit) {
      throw new UnsupportedOperationException();
    }

    public Builder answerTime(Duration limit) {
      throw new UnsupportedOperationException();
    }

    public Builder window(Duration window) {
      throw new UnsupportedOperationException();
    }

    public Builder drainTime(Duration limit) {
      throw new UnsupportedOperationException();
    }

    public Builder clock(InstantSource clock) {
      throw new UnsupportedOperationException();
    }

    public Inbox open() throws StoreException {
      throw new UnsupportedOperationException();
    }
  }
}
