package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postrider.api.http.Refusal;
import dev.postrider.directory.ApiKey;
import dev.postrider.directory.ApiKeys;
import dev.postrider.directory.Page;
import dev.postrider.directory.Permission;
import dev.postrider.directory.SecretHash;
import dev.postrider.message.ApiKeyId;
import dev.postrider.message.Keys;
import dev.postrider.testkit.MemoryApiKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** What keys that nobody knows may cost. */
final class UnknownKeysTest {
  private static final SecretHash SECRET = SecretHash.of("right");

  private final Slow slow = new Slow();

  /** Keys behind a database that answers when it is let. */
  private static final class Slow implements ApiKeys {
    private final MemoryApiKeys keys = new MemoryApiKeys(new Keys(InstantSource.system(), 0));
    private final Semaphore asked = new Semaphore(0);
    private final Semaphore answers = new Semaphore(0);

    @Override
    public Optional<ApiKey> bySecret(SecretHash secret) {
      asked.release();
      answers.acquireUninterruptibly();
      return keys.bySecret(secret);
    }

    @Override
    public Optional<ApiKey> create(
        String organisation, ApiKey.Settings settings, SecretHash secret, String hint) {
      return keys.create(organisation, settings, secret, hint);
    }

    @Override
    public Optional<ApiKey> remembered(SecretHash secret) {
      return keys.remembered(secret);
    }

    @Override
    public Optional<ApiKey> find(String organisation, ApiKeyId id) {
      return keys.find(organisation, id);
    }

    @Override
    public Page<ApiKey> list(String organisation, Page.Request<ApiKeyId> page) {
      return keys.list(organisation, page);
    }

    @Override
    public boolean revoke(String organisation, ApiKeyId id) {
      return keys.revoke(organisation, id);
    }

    @Override
    public void used(ApiKeyId id, Instant now) {
      keys.used(id, now);
    }

    @Override
    public void writeUses() {
      keys.writeUses();
    }
  }

  /** So guesses hold few of the requests that are answered at once. */
  @Test
  void whoeverFindsALongQueueIsToldSoAtOnce() throws Exception {
    UnknownKeys unknown = new UnknownKeys(slow, Duration.ofMinutes(1));
    int most = UnknownKeys.AT_ONCE + UnknownKeys.WAITING;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<ApiKey>>> guesses = new ArrayList<>();
      for (int i = 0; i < most; i++) {
        SecretHash secret = SecretHash.of("wrong " + i);
        guesses.add(threads.submit(() -> unknown.find(secret)));
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> unknown.waiting() == UnknownKeys.WAITING);
      assertThatThrownBy(() -> unknown.find(SECRET)).isInstanceOf(Refusal.class);
      slow.answers.release(most);
      for (Future<Optional<ApiKey>> guess : guesses) {
        assertThat(guess.get()).isEmpty();
      }
    }
  }

  @Test
  void howeverManyAreShownFewAreLookedForAtOnce() throws Exception {
    UnknownKeys unknown = new UnknownKeys(slow, Duration.ofMinutes(1));
    var settings = new ApiKey.Settings("n", Set.of(Permission.READ), null);
    assertThat(slow.create("org_test", settings, SECRET, "pr_live_abcd")).isPresent();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<ApiKey>>> guesses = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        SecretHash secret = SecretHash.of("wrong " + i);
        guesses.add(threads.submit(() -> unknown.find(secret)));
      }
      Future<Optional<ApiKey>> right = threads.submit(() -> unknown.find(SECRET));
      slow.asked.acquire(UnknownKeys.AT_ONCE);
      assertThat(slow.asked.tryAcquire()).as("one more is looked for").isFalse();
      for (int i = 0; i < 19; i++) {
        slow.answers.release();
        slow.asked.acquire();
        assertThat(slow.asked.tryAcquire()).as("one more is looked for").isFalse();
      }
      slow.answers.release(2);
      assertThat(right.get()).isPresent();
      for (Future<Optional<ApiKey>> guess : guesses) {
        assertThat(guess.get()).isEmpty();
      }
    }
  }

  @Test
  void whoeverWaitsTooLongIsToldToComeAgain() throws Exception {
    UnknownKeys unknown = new UnknownKeys(slow, Duration.ofMillis(1));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < UnknownKeys.AT_ONCE; i++) {
        SecretHash secret = SecretHash.of("wrong " + i);
        var _ = threads.submit(() -> unknown.find(secret));
      }
      slow.asked.acquire(UnknownKeys.AT_ONCE);
      assertThatThrownBy(() -> unknown.find(SECRET))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(503));
      slow.answers.release(UnknownKeys.AT_ONCE + 1);
    }
    assertThat(unknown.find(SECRET)).isEmpty();
  }
}
