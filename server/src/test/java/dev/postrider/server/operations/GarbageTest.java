package dev.postrider.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.postrider.server.RunningServer;
import dev.postrider.server.operations.Caller.Reply;
import dev.postrider.server.operations.Garbage.Spoilt;
import dev.postrider.server.operations.Operations.Valid;
import dev.postrider.testkit.OpenApi.Operation;
import dev.postrider.testkit.Receiver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Garbage at every operation is answered in time and as documented, never by a mistake of the
 * server's own; what is refused leaves nothing behind, and what is taken is as documented too.
 *
 * <p>{@code -Dgarbage.seed} repeats a run, {@code -Dgarbage.calls} makes it longer.
 */
final class GarbageTest {
  private static final long SEED = Long.getLong("garbage.seed", 20_261_128);
  private static final int CALLS = Integer.getInteger("garbage.calls", 40);

  /** What a request line of 8 KiB has left for it, whatever the method. */
  private static final int ALWAYS_SHORT_ENOUGH = 8 * 1024 - "DELETE  HTTP/1.1".length();

  /** Whose bodies are the platform's, or are judged piece by piece. */
  private static final Set<String> TAKEN_AS_THEY_COME =
      Set.of("v1.message.publish-event", "v1.message.create-batch");

  /** How often each status was answered. */
  private static final Map<Integer, Integer> ANSWERS = new ConcurrentHashMap<>();

  private static RunningServer server;
  private static Receiver receiver;
  private static Caller caller;

  @BeforeAll
  static void start() throws Exception {
    receiver = Receiver.start();
    server = new RunningServer();
    caller = new Caller(server.url());
  }

  @AfterAll
  static void stop() {
    caller.close();
    server.close();
    receiver.close();
    judgeTheMix();
  }

  /** Garbage that is all refused, or all taken, or always for one reason, would show little. */
  private static void judgeTheMix() {
    String mix = "the mix of answers: " + new TreeMap<>(ANSWERS);
    assertThat(percent(200, 299)).as(mix).isBetween(15, 50);
    assertThat(percent(400, 400)).as(mix).isGreaterThanOrEqualTo(3);
    assertThat(percent(401, 401)).as(mix).isGreaterThanOrEqualTo(5);
    assertThat(percent(404, 404)).as(mix).isGreaterThanOrEqualTo(10);
    assertThat(percent(422, 422)).as(mix).isGreaterThanOrEqualTo(15);
    assertThat(ANSWERS).as(mix).containsKey(413);
  }

  /** Which share of all answers had a status of these. */
  private static int percent(int from, int to) {
    int all = 0;
    int these = 0;
    for (Map.Entry<Integer, Integer> answer : ANSWERS.entrySet()) {
      all += answer.getValue();
      these += answer.getKey() >= from && answer.getKey() <= to ? answer.getValue() : 0;
    }
    return 100 * these / all;
  }

  static List<Valid> calls() {
    return Operations.all();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void isRefusedAndLeavesNothing(Valid valid) throws Exception {
    Garbage garbage = new Garbage(new SplittableRandom(SEED ^ valid.toString().hashCode()));
    Operation operation =
        caller.document.operations().stream()
            .filter(one -> one.id().equals(valid.operation()))
            .findFirst()
            .orElseThrow();
    World world = new World(server, caller, receiver);
    Call call = ready(world, operation, valid);
    String shown = world.shown();
    for (int i = 0; i < CALLS; i++) {
      Spoilt spoilt = garbage.spoil(world, operation, call);
      String what = "seed " + SEED + ", call " + i + ": " + operation + " by " + spoilt;
      Reply reply = sent(operation, spoilt, what);
      ANSWERS.merge(reply.status(), 1, Integer::sum);
      judge(operation, spoilt, reply, what);
      boolean reads = operation.method().equals("GET") || operation.method().equals("HEAD");
      if (reply.status() >= 400 && !reads) {
        assertThat(world.shown()).as(what + " answered " + reply).isEqualTo(shown);
      } else if (!reads) {
        world = new World(server, caller, receiver);
        call = ready(world, operation, valid);
        shown = world.shown();
      }
    }
  }

  /** The valid call, when all that it speaks of is there and nothing changes by itself. */
  private static Call ready(World world, Operation operation, Valid valid) {
    Call call = valid.call().apply(world);
    assertThat(world.target(operation, call)).startsWith("/api/v1/");
    world.settle();
    return call;
  }

  private static Reply sent(Operation operation, Spoilt spoilt, String what) {
    try {
      return caller.send(
          operation.method(),
          spoilt.target(),
          spoilt.bytes(),
          spoilt.type(),
          spoilt.headers().toArray(String[]::new));
    } catch (Exception noAnswer) {
      return fail(what, noAnswer);
    }
  }

  private static void judge(Operation meant, Spoilt spoilt, Reply reply, String what) {
    assertThat(reply.status()).as(what + " answered " + reply).isLessThan(500);
    if (reply.status() == 414) {
      // The web server's own answer to any path at all, so no operation documents it.
      assertThat(spoilt.target().length()).as(what).isGreaterThan(ALWAYS_SHORT_ENOUGH);
      return;
    }
    String path = spoilt.target().split("[?]", 2)[0];
    Optional<Operation> found = caller.document.at(meant.method(), path);
    if (found.isEmpty()) {
      assertThat(reply.status()).as(what).isIn(404, 405);
      return;
    }
    assertThat(caller.problems(found.get(), reply)).as(what).isEmpty();
    byte[] body = spoilt.bytes();
    if (reply.status() < 300
        && found.get().hasBody()
        && body != null
        && !TAKEN_AS_THEY_COME.contains(found.get().id())) {
      assertThat(
              caller.document.requestProblems(
                  found.get(),
                  JsonMapper.shared().readTree(new String(body, StandardCharsets.UTF_8))))
          .as(what + " was taken")
          .isEmpty();
    }
  }
}
