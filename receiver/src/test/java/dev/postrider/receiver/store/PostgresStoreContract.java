package dev.postrider.receiver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.receiver.store.Settlement.Done;
import dev.postrider.testkit.PostgresServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The contract in PostgreSQL, and what several processes do with one. */
abstract class PostgresStoreContract extends SqlStoreContract {
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
  protected Store open() throws StoreException {
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
          assertThat(taken.getFirst().deaths()).isEqualTo(1);
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

  /** The server has room for a few thousand locks, of all its clients. */
  @Test
  void aBatchOfManyKeysTakesFewLocks() throws Exception {
    execute("create table effect (id text)");
    note("insert", "select count(*)::text from pg_locks where locktype = 'advisory'");
    arrive(IntStream.range(-300, 300).mapToObj(i -> keyed("w" + i, i)).toArray(Arrival[]::new));
    assertThat(effects()).hasSize(600).containsOnly("256");
  }

  /**
   * A process that is stopped in the middle of a transaction must not hold up the others for long.
   */
  @Test
  void theServerEndsTransactionsThatHaveLocksAndStandStill() throws Exception {
    execute("create table effect (id text)");
    note("delete", "select current_setting('idle_in_transaction_session_timeout')");
    arrive(keyed("a", 1), keyed("b", 1));
    settle(new Done(claim(1).getFirst().number()));
    assertThat(effects()).containsExactly("20s");
    execute("delete from effect");
    store.settleWith(
        claim(1).getFirst(),
        connection ->
            assertThat(idleTimeout(connection)).as("the handler has no lock").isEqualTo("0"));
    assertThat(effects()).containsExactly("20s");
  }

  /** To read would not tell whether it can be written to. */
  @Test
  void aDatabaseThatTakesNothingIsNotHealthy() throws Exception {
    store.check();
    ((PostgresStore) store).<Integer>transact("", c -> readOnly(c));
    assertThatThrownBy(store::check).isInstanceOf(StoreException.class);
    store.check();
  }

  private static int readOnly(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set default_transaction_read_only = on");
      return 0;
    }
  }

  /** Its pool may give it to anybody next. */
  @Test
  void aConnectionGoesBackAsItCame() throws Exception {
    try (Connection physical = source.getConnection()) {
      List<String> before = changed(physical);
      PostgresStore.open(new OneConnection(physical), "inbox_").close();
      assertThat(session(physical)).isEqualTo(before);
    }
  }

  @Test
  void aHandlersConnectionGoesBackAsItCame() throws Exception {
    arrive(arrival("a"), arrival("b"));
    try (Connection physical = source.getConnection()) {
      List<String> before = changed(physical);
      store.close();
      OneConnection lent = new OneConnection(physical);
      lent.others = 1;
      store = PostgresStore.open(lent, "inbox_");
      List<Claimed> claimed = claim(2);
      assertThat(
              store.settleWith(
                  claimed.get(0),
                  connection ->
                      assertThat(first(connection, "show transaction_isolation"))
                          .isEqualTo("read committed")))
          .isTrue();
      assertThat(session(physical)).isEqualTo(before);
      assertThatThrownBy(() ->
              store.settleWith(
                  claimed.get(1),
                  connection -> {
                    throw new IllegalStateException("no");
                  }))
          .hasMessage("no");
      assertThat(session(physical)).isEqualTo(before);
    }
  }

  /** As nobody else would have it. */
  private static List<String> changed(Connection physical) throws SQLException {
    try (Statement statement = physical.createStatement()) {
      statement.execute("set idle_in_transaction_session_timeout = '7s'");
      statement.execute("set synchronous_commit = off");
    }
    physical.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    physical.setNetworkTimeout(Runnable::run, 12_345);
    physical.setAutoCommit(false);
    return session(physical);
  }

  private static List<String> session(Connection physical) throws SQLException {
    List<String> session =
        List.of(
            idleTimeout(physical),
            first(physical, "show synchronous_commit"),
            first(physical, "show default_transaction_isolation"),
            String.valueOf(physical.getNetworkTimeout()),
            String.valueOf(physical.getAutoCommit()));
    if (!physical.getAutoCommit()) {
      physical.rollback();
    }
    return session;
  }

  /** A pool of one, after so many others. */
  private static final class OneConnection extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;
    private final transient Connection physical;
    private int others;

    OneConnection(Connection physical) throws SQLException {
      this.physical = physical;
      setUrl(physical.getMetaData().getURL());
      setUser(PostgresServer.USER);
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (others-- > 0) {
        return super.getConnection();
      }
      return (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                try {
                  return method.getName().equals("close")
                      ? null
                      : method.invoke(physical, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }

  private static String idleTimeout(Connection connection) throws SQLException {
    return first(connection, "show idle_in_transaction_session_timeout");
  }

  private static String first(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  /** Has the result of a query noted as an effect by whoever does this to the webhooks. */
  private void note(String what, String query) throws SQLException {
    execute(
        "create function note() returns trigger language plpgsql as $$ begin insert into effect "
            + query
            + "; return null; end $$");
    execute(
        "create trigger note after "
            + what
            + " on inbox_webhook for each statement execute function note()");
  }

  /** Two processes with the same ids and keys in different orders: no deadlock, nothing twice. */
  @Test
  void twoProcessesAtOnceStoreAndHandleEachOnceAndInOrder() throws Exception {
    int ids = 600;
    int keys = 5;
    List<Claimed> handled = Collections.synchronizedList(new ArrayList<>());
    Set<Long> busy = Collections.synchronizedSet(new HashSet<>());
    List<Claimed> besides = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService threads = Executors.newFixedThreadPool(2);
        Store other = open()) {
      List<Future<Integer>> ends = new ArrayList<>();
      for (Store each : List.of(store, other)) {
        int seed = ends.size();
        ends.add(
            threads.submit(
                (Callable<Integer>) () -> drive(each, ids, keys, seed, handled, busy, besides)));
      }
      int fresh = 0;
      for (Future<Integer> end : ends) {
        fresh += end.get();
      }
      assertThat(fresh).isEqualTo(ids);
    }
    assertThat(ids(besides)).as("claimed while another of the key was").isEmpty();
    assertThat(ids(handled)).hasSize(ids).doesNotHaveDuplicates();
    for (long key = 0; key < keys; key++) {
      long each = key;
      assertThat(handled.stream().filter(c -> Objects.equals(c.orderKey(), each)))
          .as("in the order in which they were stored")
          .extracting(Claimed::number)
          .isSorted();
    }
  }

  /** Claims, stores others while it has them, and settles: the key is busy from then to then. */
  private static int drive(
      Store store,
      int ids,
      int keys,
      int seed,
      List<Claimed> handled,
      Set<Long> busy,
      List<Claimed> besides)
      throws Exception {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < ids; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    int fresh = 0;
    for (int from = 0; from < ids || handled.size() < ids; from += 20) {
      List<Claimed> claimed = claim(store, 3);
      for (Claimed each : claimed) {
        if (!busy.add(each.orderKey())) {
          besides.add(each);
        }
        handled.add(each);
      }
      List<Arrival> arrivals =
          order.subList(Math.min(from, ids), Math.min(from + 20, ids)).stream()
              .map(i -> keyed("w" + i, i % keys))
              .toList();
      fresh += store.commit(new Batch(arrivals, List.of(), 0, 0, NOW, null)).fresh().size();
      // Before the commit: as soon as it is there, the other may have the next of the key.
      claimed.forEach(each -> busy.remove(each.orderKey()));
      List<Settlement> done =
          claimed.stream().map(each -> (Settlement) new Done(each.number())).toList();
      store.commit(new Batch(List.of(), done, 0, 0, NOW, null));
    }
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
