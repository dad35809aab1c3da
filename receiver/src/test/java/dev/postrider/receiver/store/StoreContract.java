package dev.postrider.receiver.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.receiver.store.Settlement.Done;
import dev.postrider.receiver.store.Settlement.Released;
import dev.postrider.receiver.store.Settlement.Retry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every store does. One of another kind has to pass this, too: it is in the test-jar of {@code
 * postrider-receiver}.
 */
public abstract class StoreContract {
  /** What time it is. */
  protected static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  /** The one that is open. */
  protected Store store;

  /** Opens it; within a test, with what it held before. */
  protected abstract Store open() throws Exception;

  @BeforeEach
  void opened() throws Exception {
    store = open();
  }

  @AfterEach
  void closed() {
    store.close();
  }

  @Test
  void whatIsCommittedCanBeClaimedAsItCame() throws Exception {
    byte[] any = new byte[256];
    IntStream.range(0, any.length).forEach(i -> any[i] = (byte) i);
    Arrival arrival = new Arrival("ě\"'%_\\", -7L, NOW, new Content(any, new byte[0]));
    assertThat(arrive(arrival)).containsExactly("ě\"'%_\\");
    Claimed claimed = claim(10).getFirst();
    assertThat(claimed.id()).isEqualTo("ě\"'%_\\");
    assertThat(claimed.orderKey()).isEqualTo(-7L);
    assertThat(claimed.received()).isEqualTo(NOW);
    assertThat(claimed.attempt()).isEqualTo(1);
    assertThat(claimed.content().headers()).isEqualTo(any);
    assertThat(claimed.content().body()).isEmpty();
  }

  @Test
  void arrivesAndIsClaimedInOneCommit() throws Exception {
    Committed committed =
        store.commit(new Batch(List.of(arrival("a"), arrival("b")), List.of(), 1, 100, NOW, null));
    assertThat(committed.fresh()).containsExactlyInAnyOrder("a", "b");
    assertThat(ids(committed.claimed())).containsExactly("a");
    assertThat(ids(claim(10))).containsExactly("b");
    assertThat(claim(10)).isEmpty();
  }

  @Test
  void anIdIsTakenOnce() throws Exception {
    assertThat(arrive(arrival("a"), arrival("b"), arrival("a")))
        .containsExactlyInAnyOrder("a", "b");
    assertThat(arrive(arrival("b"), arrival("c"))).containsExactly("c");
    settle(new Done(claim(1).getFirst().number()));
    assertThat(arrive(arrival("a"))).isEmpty();
    assertThat(ids(claim(10))).containsExactly("b", "c");
  }

  @Test
  void theOldestAreClaimedFirstAndNoMoreThanThereIsRoomFor() throws Exception {
    for (int i = 0; i < 5; i++) {
      Arrival arrival = new Arrival("w" + i, null, NOW.plusMillis(5 - i), content(10));
      store.commit(new Batch(List.of(arrival), List.of(), 0, 0, NOW.plusMillis(5), null));
    }
    Instant later = NOW.plusMillis(4);
    assertThat(ids(claim(2, 1000, later))).containsExactly("w4", "w3");
    assertThat(ids(claim(9, 15, later))).as("one has room, two have not").containsExactly("w2");
    assertThat(ids(claim(9, 5, later))).as("one, whatever its size").containsExactly("w1");
    assertThat(claim(9, 1000, later)).as("not due").isEmpty();
    assertThat(ids(claim(9, 1000, later.plusMillis(1)))).containsExactly("w0");
  }

  @Test
  void whatCameBeforeTheClockWasSetBackIsDueAllTheSame() throws Exception {
    arrive(new Arrival("a", null, NOW.plusSeconds(3600), content(1)));
    assertThat(claim(1).getFirst().received()).isEqualTo(NOW.plusSeconds(3600));
  }

  @Test
  void aRetryWaitsUntilItIsDueAndCountsItsAttempts() throws Exception {
    arrive(arrival("a"));
    settle(new Retry(claim(1).getFirst().number(), NOW.plusSeconds(10), "no"));
    assertThat(claim(1, 100, NOW.plusSeconds(10).minusMillis(1))).isEmpty();
    Claimed again = claim(1, 100, NOW.plusSeconds(10)).getFirst();
    assertThat(again.attempt()).isEqualTo(2);
    settle(new Released(again.number()));
    assertThat(claim(1, 100, NOW.plusSeconds(10)).getFirst().attempt()).isEqualTo(2);
  }

  @Test
  void whatIsPostponedWaitsAndHasHadNoAttempt() throws Exception {
    arrive(keyed("a", 1), keyed("b", 1));
    settle(new Retry(claim(1).getFirst().number(), NOW, "the reason"));
    Claimed claimed = claim(1).getFirst();
    assertThat(claimed.error()).isEqualTo("the reason");
    settle(new Settlement.Postponed(claimed.number(), NOW.plusSeconds(10)));
    assertThat(claim(10)).as("it keeps its key").isEmpty();
    Claimed again = claim(10, 100, NOW.plusSeconds(10)).getFirst();
    assertThat(again.id()).isEqualTo("a");
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(again.error()).isEqualTo("the reason");
  }

  @Test
  void aSettlementHasItsEffectOnce() throws Exception {
    arrive(arrival("a"));
    long number = claim(1).getFirst().number();
    settle(new Retry(number, NOW, "no"));
    settle(new Done(number), new Settlement.Dead(number, 1, NOW, "no"), new Released(number));
    assertThat(claim(1).getFirst().attempt()).isEqualTo(2);
    settle(new Done(number));
    settle(new Done(number), new Retry(number, NOW, "no"));
    assertThat(claim(1)).isEmpty();
    assertThat(store.backlog()).isEqualTo(new Backlog(0, 0));
  }

  @Test
  void ofOneKeyTheOldestIsClaimedAndTheOthersWait() throws Exception {
    arrive(keyed("a1", 1), keyed("b1", 2), keyed("a2", 1), arrival("x"), keyed("a3", 1));
    List<Claimed> first = claim(10);
    assertThat(ids(first)).containsExactly("a1", "b1", "x");
    arrive(keyed("b2", 2));
    assertThat(claim(10)).isEmpty();
    settle(new Retry(first.get(0).number(), NOW.plusSeconds(5), "no"));
    assertThat(claim(10)).as("what waits for its retry holds back its key").isEmpty();
    settle(new Done(first.get(1).number()));
    assertThat(ids(claim(10))).containsExactly("b2");
    List<Claimed> retried = claim(10, 100, NOW.plusSeconds(5));
    assertThat(ids(retried)).containsExactly("a1");
    settle(new Settlement.Dead(retried.getFirst().number(), 1, NOW, "no"));
    List<Claimed> second = claim(10);
    assertThat(ids(second)).as("a dead letter lets them go on").containsExactly("a2");
    assertThat(store.retry("a1", NOW)).isTrue();
    assertThat(claim(10)).as("it is of that key again").isEmpty();
    settle(new Done(second.getFirst().number()));
    List<Claimed> third = claim(10);
    assertThat(ids(third)).containsExactly("a1");
    settle(new Done(third.getFirst().number()));
    assertThat(ids(claim(10))).containsExactly("a3");
  }

  @Test
  void aRetriedDeadLetterWaitsForTheOneOfItsKeyThatRunsWhateverArrives() throws Exception {
    Claimed running = runningWhileTheOneBeforeIsRetried();
    arrive(keyed("a3", 1));
    assertThat(claim(10)).as("a2 still runs").isEmpty();
    settle(new Done(running.number()));
    assertThat(ids(claim(10))).containsExactly("a1");
  }

  @Test
  void aRetriedDeadLetterWaitsForTheOneOfItsKeyThatIsTriedAgain() throws Exception {
    Claimed running = runningWhileTheOneBeforeIsRetried();
    settle(new Retry(running.number(), NOW, "no"));
    List<Claimed> again = claim(10);
    assertThat(ids(again)).as("one of the key, that which had begun").containsExactly("a2");
    settle(new Settlement.Dead(again.getFirst().number(), 1, NOW, "no"));
    assertThat(ids(claim(10))).containsExactly("a1");
  }

  /** Of one key a1 died, a2 runs, and a1 is to be handled again: returns a2. */
  private Claimed runningWhileTheOneBeforeIsRetried() throws StoreException {
    arrive(keyed("a1", 1), keyed("a2", 1));
    settle(new Settlement.Dead(claim(1).getFirst().number(), 1, NOW, "no"));
    Claimed running = claim(1).getFirst();
    assertThat(running.id()).isEqualTo("a2");
    assertThat(store.retry("a1", NOW)).isTrue();
    return running;
  }

  @Test
  void deadLettersAreKeptListedRetriedAndDiscarded() throws Exception {
    arrive(arrival("a"), arrival("b"), arrival("c"));
    List<Claimed> claimed = claim(3);
    settle(
        new Settlement.Dead(claimed.get(0).number(), 1, NOW.plusSeconds(2), "second"),
        new Settlement.Dead(claimed.get(1).number(), 1, NOW.plusSeconds(1), "first"),
        new Settlement.Dead(claimed.get(2).number(), 1, NOW.plusSeconds(3), "third"));
    assertThat(store.backlog()).isEqualTo(new Backlog(0, 3));
    assertThat(store.dead(2)).extracting(Dead::error).containsExactly("first", "second");
    assertThat(store.dead(1).getFirst().died()).isEqualTo(NOW.plusSeconds(1));
    assertThat(store.dead(1).getFirst().attempts()).isEqualTo(1);
    assertThat(claim(10)).isEmpty();
    assertThat(store.discard("a")).isTrue();
    assertThat(store.discard("a")).isFalse();
    assertThat(store.retry("b", NOW)).isTrue();
    assertThat(store.retry("b", NOW)).isFalse();
    assertThat(store.retry("nobody", NOW)).isFalse();
    assertThat(arrive(arrival("a"))).as("its id stays known").isEmpty();
    assertThat(store.backlog()).isEqualTo(new Backlog(1, 1));
    Claimed again = claim(10).getFirst();
    assertThat(again.id()).isEqualTo("b");
    assertThat(again.attempt()).as("all attempts before it").isEqualTo(1);
  }

  @Test
  void noMoreDeadLettersAreReadThanMemoryHasRoomFor() throws Exception {
    int many = 9 << 20;
    for (String id : List.of("a", "b")) {
      arrive(new Arrival(id, null, NOW, content(many)));
      settle(new Settlement.Dead(claim(1).getFirst().number(), 1, NOW, "no"));
    }
    assertThat(store.dead(10)).extracting(Dead::id).containsExactly("a");
    assertThat(store.discard("a")).isTrue();
    arrive(new Arrival("c", null, NOW, content(1)));
    settle(new Settlement.Dead(claim(1).getFirst().number(), 1, NOW, "no"));
    assertThat(store.dead(10)).extracting(Dead::id).containsExactly("b", "c");
  }

  @Test
  void idsAreForgottenInPiecesAndNotWhileTheirWebhooksAreHere() throws Exception {
    int many = 1500;
    for (int i = 0; i < many; i++) {
      arrive(new Arrival("w" + i, null, NOW.plusMillis(i), content(1)));
    }
    List<Claimed> claimed = claim(many, 10_000, NOW.plusMillis(many));
    settle(claimed.stream().skip(1).map(c -> new Done(c.number())).toArray(Settlement[]::new));
    assertThat(forget(NOW)).isZero();
    Instant end = NOW.plusMillis(many);
    List<Integer> pieces = List.of(forget(end), forget(end));
    assertThat(pieces.stream().mapToInt(piece -> piece).sum()).isEqualTo(many);
    assertThat(pieces).as("looked at together").allMatch(piece -> piece <= 1001);
    assertThat(forget(end)).as("nobody looks again at the one that is here").isZero();
    assertThat(arrive(arrival("w0"), arrival("w1"))).containsExactly("w1");
  }

  @Test
  void whatWasClaimedAndIsNotHeldIsGivenBack() throws Exception {
    arrive(arrival("a"), arrival("b"), arrival("c"));
    List<Claimed> claimed = claim(3);
    store.giveBack(Set.of(claimed.get(1).number()));
    List<Claimed> again = claim(3);
    assertThat(ids(again)).containsExactly("a", "c");
    assertThat(again).extracting(Claimed::attempt).containsOnly(1);
    store.giveBack(Set.of());
    assertThat(claim(3)).hasSize(3);
  }

  @Test
  void everythingIsThereAfterItWasClosed() throws Exception {
    arrive(arrival("a"), keyed("k1", 1), keyed("k2", 1));
    settle(new Settlement.Dead(claim(1).getFirst().number(), 1, NOW, "no"));
    store.giveBack(Set.of());
    store.close();
    store.close();
    store = open();
    assertThat(arrive(arrival("a"), arrival("d"))).containsExactly("d");
    assertThat(ids(claim(10))).containsExactly("k1", "d");
    assertThat(store.dead(10)).hasSize(1);
  }

  static Arrival arrival(String id) {
    return new Arrival(id, null, NOW, content(1));
  }

  static Arrival keyed(String id, @Nullable Integer key) {
    return new Arrival(id, key == null ? null : key.longValue(), NOW, content(1));
  }

  static Content content(int size) {
    return new Content(new byte[0], "x".repeat(size).getBytes(StandardCharsets.UTF_8));
  }

  static List<String> ids(List<Claimed> claimed) {
    return claimed.stream().map(Claimed::id).toList();
  }

  final Set<String> arrive(Arrival... arrivals) throws StoreException {
    return store.commit(new Batch(Arrays.asList(arrivals), List.of(), 0, 0, NOW, null)).fresh();
  }

  final List<Claimed> claim(int most) throws StoreException {
    return claim(most, Duration.ofDays(1).toMillis(), NOW);
  }

  final List<Claimed> claim(int most, long bytes, Instant now) throws StoreException {
    return store.commit(new Batch(List.of(), List.of(), most, bytes, now, null)).claimed();
  }

  final void settle(Settlement... settlements) throws StoreException {
    store.commit(new Batch(List.of(), Arrays.asList(settlements), 0, 0, NOW, null));
  }

  private int forget(Instant before) throws StoreException {
    return store.commit(new Batch(List.of(), List.of(), 0, 0, before, before)).forgotten();
  }
}
