package dev.postrider.receiver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.receiver.store.Settlement.Done;
import dev.postrider.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The contract in PostgreSQL, and what several processes do with one. */
abstract class PostgresStoreContract extends StoreContract {
  private final PGSimpleDataSource source;

  PostgresStoreContract(PostgresServer server) {
    this.source = source(server.freshDatabase());
  }

  private static PGSimpleDataSource source(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(PostgresServer.USER);
    return source;
  }

  @Override
  Store open() throws StoreException {
    return PostgresStore.open(source, "inbox_");
  }

  @Test
  void anotherProcessGetsOthers() throws Exception {
    arrive(arrival("a"), arrival("b"));
    try (Store other = open()) {
      assertThat(other.commit(batchOf(arrival("a"))).fresh()).isEmpty();
      assertThat(ids(claim(1))).containsExactly("a");
      assertThat(ids(claim(other, 10))).containsExactly("b");
      assertThat(claim(10)).isEmpty();
    }
  }

  @Test
  void ofOneKeyOneProcessHasOne() throws Exception {
    arrive(keyed("a1", 1), keyed("a2", 1));
    long first = claim(1).getFirst().number();
    try (Store other = open()) {
      other.commit(batchOf(keyed("a3", 1)));
      assertThat(claim(other, 10)).isEmpty();
      settle(new Done(first));
      assertThat(ids(claim(other, 10))).containsExactly("a2");
      assertThat(claim(10)).isEmpty();
    }
  }

  @Test
  void whatAnEndedProcessHadIsTakenOverAndItsSettlementsHaveNoEffect() throws Exception {
    Store other = PostgresStore.open(source, "inbox_", Duration.ofMillis(1));
    other.commit(batchOf(arrival("a")));
    long number = claim(other, 1).getFirst().number();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          store.keepAlive();
          List<Claimed> taken = claim(1);
          assertThat(taken).hasSize(1);
          assertThat(taken.getFirst().attempt()).isEqualTo(2);
        });
    other.commit(new Batch(List.of(), List.of(new Done(number)), 0, 0, NOW, null));
    assertThat(other.backlog().undone()).as("the claim is another's").isEqualTo(1);
    settle(new Settlement.Retry(number, NOW, "no"));
    assertThat(store.backlog().undone()).as("it is still there").isEqualTo(1);
    other.close();
  }

  @Test
  void workAndItsSettlementAreOneCommit() throws Exception {
    execute("create table effect (id text)");
    arrive(keyed("a", 1), keyed("b", 1));
    Claimed first = claim(1).getFirst();
    assertThatThrownBy(() ->
            store.settleWith(
                first,
                connection -> {
                  insert(connection, "a");
                  throw new IllegalStateException("changed my mind");
                }))
        .hasMessage("changed my mind");
    assertThat(effects()).isEmpty();
    assertThat(store.settleWith(first, connection -> insert(connection, "a"))).isTrue();
    assertThat(effects()).containsExactly("a");
    assertThat(store.settleWith(first, connection -> insert(connection, "a")))
        .as("the claim does not stand any more")
        .isFalse();
    assertThat(effects()).containsExactly("a");
    assertThat(ids(claim(1))).as("its key goes on").containsExactly("b");
  }

  /** Two processes with the same ids and keys in different orders: no deadlock, nothing twice. */
  @Test
  void twoProcessesAtOnceStoreAndHandleEachOnceAndInOrder() throws Exception {
    int ids = 600;
    int keys = 5;
    List<String> handled = Collections.synchronizedList(new ArrayList<>());
    Set<Long> busy = Collections.synchronizedSet(new HashSet<>());
    try (ExecutorService threads = Executors.newFixedThreadPool(2);
        Store other = open()) {
      List<Future<Integer>> ends = new ArrayList<>();
      for (Store each : List.of(store, other)) {
        int seed = ends.size();
        ends.add(
            threads.submit((Callable<Integer>) () -> drive(each, ids, keys, seed, handled, busy)));
      }
      int fresh = 0;
      for (Future<Integer> end : ends) {
        fresh += end.get();
      }
      assertThat(fresh).isEqualTo(ids);
    }
    assertThat(handled).hasSize(ids).doesNotHaveDuplicates();
    assertThat(busy).isEmpty();
  }

  private static int drive(
      Store store, int ids, int keys, int seed, List<String> handled, Set<Long> busy)
      throws Exception {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < ids; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    int fresh = 0;
    List<Settlement> settlements = List.of();
    for (int from = 0; from < ids || handled.size() < ids; from += 20) {
      List<Arrival> arrivals =
          order.subList(Math.min(from, ids), Math.min(from + 20, ids)).stream()
              .map(i -> keyed("w" + i, i % keys))
              .toList();
      Committed committed = store.commit(new Batch(arrivals, settlements, 3, 1000, NOW, null));
      fresh += committed.fresh().size();
      for (Claimed claimed : committed.claimed()) {
        assertThat(busy.add(claimed.orderKey())).as("one at a time of a key").isTrue();
        handled.add(claimed.id());
      }
      committed.claimed().forEach(c -> busy.remove(c.orderKey()));
      settlements =
          committed.claimed().stream().map(c -> (Settlement) new Done(c.number())).toList();
    }
    store.commit(new Batch(List.of(), settlements, 0, 0, NOW, null));
    return fresh;
  }

  private static Batch batchOf(Arrival arrival) {
    return new Batch(List.of(arrival), List.of(), 0, 0, NOW, null);
  }

  private static List<Claimed> claim(Store store, int most) throws StoreException {
    return store.commit(new Batch(List.of(), List.of(), most, 1000, NOW, null)).claimed();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void insert(Connection connection, String id) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("insert into effect values ('" + id + "')");
    }
  }

  private List<String> effects() throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id from effect order by id")) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
