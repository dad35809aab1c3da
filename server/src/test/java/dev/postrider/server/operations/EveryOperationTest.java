package dev.postrider.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.RunningServer;
import dev.postrider.server.operations.Caller.Reply;
import dev.postrider.server.operations.Operations.Valid;
import dev.postrider.testkit.OpenApi.Operation;
import dev.postrider.testkit.Receiver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Each operation of the document does what the document says, on a real server. */
final class EveryOperationTest {
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
  }

  static List<Valid> calls() {
    return Operations.all();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void answersAsDocumented(Valid valid) throws Exception {
    Operation operation = operation(valid.operation());
    World world = new World(server, caller, receiver);
    Call call = valid.call().apply(world);
    if (call.body() != null) {
      assertThat(
              caller.document.requestProblems(operation, JsonMapper.shared().readTree(call.body())))
          .isEmpty();
    }
    Reply reply = world.send(operation, call);
    assertThat(reply.status()).as(reply.body()).isEqualTo(valid.status());
    assertThat(caller.problems(operation, reply)).isEmpty();
  }

  /** That these are the routes, too, is a test of the API's own. */
  @Test
  void whatIsCalledIsWhatIsDeclared() {
    List<String> declared = new ArrayList<>();
    for (Operation operation : caller.document.operations()) {
      operation.successes().forEach(status -> declared.add(operation.id() + " " + status));
    }
    assertThat(calls().stream().map(Valid::toString)).containsExactlyInAnyOrderElementsOf(declared);
  }

  private static Operation operation(String id) {
    return caller.document.operations().stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the document has no " + id));
  }
}
