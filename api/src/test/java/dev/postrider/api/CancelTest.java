package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.dispatch.Cancel.Result;
import dev.postrider.record.Entry;
import dev.postrider.testkit.Drafts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CancelTest {
  private final TestApi api = new TestApi();
  private String app;
  private String first;
  private String second;

  @BeforeEach
  void message() {
    String id = api.application();
    app = "/app/" + id;
    first = api.endpoint(id);
    second = api.endpoint(id);
    api.post(app + "/msg", "{\"eventType\":\"a\",\"eventId\":\"e\",\"payload\":{}}");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void whatIsPendingIsCancelledAndNothingElse() {
    var entry = api.last();
    api.history.record(
        Drafts.attempted(
            1,
            entry.targets().getFirst(),
            entry.message().id(),
            200,
            Entry.State.DELIVERED,
            new Entry.ParkedChange.None()));
    Reply reply = api.post(app + "/msg/e/cancel", "");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text())
        .isEqualTo(
            "{\"data\":[{\"endpointId\":\"%s\",\"result\":\"canceled\"}]}".formatted(second));
    api.cancels = Result.SETTLED;
    assertThat(api.post(app + "/msg/e/endpoint/" + first + "/cancel", "").at("/data/0/result"))
        .isEqualTo("settled");
    api.cancels = Result.SENDING;
    assertThat(api.post(app + "/msg/e/endpoint/" + second + "/cancel", "").at("/data/0/result"))
        .isEqualTo("sending");
  }

  @Test
  void whatCannotBeCancelledInTimeIsAskedForAgain() {
    api.cancels = null;
    Reply reply = api.post(app + "/msg/e/cancel", "");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.http().headers().firstValue("retry-after")).hasValue("1");
  }

  @Test
  void whereTheMessageNeverWentThereIsNothingToCancel() {
    String later = api.endpoint(app.substring(5));
    assertThat(api.post(app + "/msg/e/endpoint/" + later + "/cancel", "").status()).isEqualTo(404);
    assertThat(api.post(app + "/msg/nothing/cancel", "").status()).isEqualTo(404);
    assertThat(api.post(app + "/msg/e/endpoint/nobody/cancel", "").status()).isEqualTo(404);
    assertThat(api.post("/app/nobody/msg/e/cancel", "").status()).isEqualTo(404);
  }
}
