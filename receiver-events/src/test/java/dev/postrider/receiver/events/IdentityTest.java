package dev.postrider.receiver.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.receiver.Identity;
import dev.postrider.receiver.RequestHeaders;
import dev.postrider.receiver.events.comm100.Comm100Event;
import dev.postrider.receiver.events.mluvii.ChatbotActivity;
import dev.postrider.receiver.events.mluvii.MluviiEvent;
import dev.postrider.receiver.events.qikchat.QikchatEvent;
import dev.postrider.receiver.events.yespo.YespoEvent;
import dev.postrider.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What names a webhook, and which keep their order. */
final class IdentityTest {
  private static final RequestHeaders NONE = RequestHeaders.of(Map.of());
  private static final RequestHeaders SIGNED =
      RequestHeaders.of(Map.of("webhook-id", List.of("msg_1")));

  @ParameterizedTest
  @CsvSource({
    "YESPO,app-inbox-message,6f1c2b1e-8f0a-4c39-9f39-3f0f8f2a5d11",
    "QIKCHAT,message-text,message/52JH6WmuSruAVyXvBBYemd0Ia",
    "QIKCHAT,status-sent,status/52JH6WmuSruAVyXvBBYemd0Ia/sent",
    "QIKCHAT,status-read,status/52JH6WmuSruAVyXvBBYemd0Ia/read",
    "COMM100,offline_message_submitted,offline_message_submitted/58f738e3-86e5-4ce2-92da-f65ecc0d5318",
    "COMM100,chat_started,chat_started/16c2cc3a-1b15-4b4f-9298-1cd04d6cec15",
    "COMM100,chat_ended,chat_ended/16c2cc3a-1b15-4b4f-9298-1cd04d6cec15",
  })
  void theBodyNamesItWhateverTheHeaders(EventTypes types, String sample, String id)
      throws Exception {
    byte[] body = Samples.body(types.platform, sample);
    assertThat(identity(types).of(NONE, body)).isEqualTo(id);
    assertThat(identity(types).of(SIGNED, body)).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "MLUVII,SessionStarted",
    "MLUVII,SessionActivityChatMessage",
    "MLUVII_CHATBOT,Text",
    "COMM100,chat_requested",
    "COMM100,chat_transferred",
    "COMM100,chat_wrapped_up",
  })
  void whatNamesNothingIsNamedByItsBytesUnlessItIsSigned(EventTypes types, String sample)
      throws Exception {
    byte[] body = Samples.body(types.platform, sample);
    assertThat(identity(types).of(NONE, body)).isEqualTo(Identity.bodyHash().of(NONE, body));
    assertThat(identity(types).of(SIGNED, body)).isEqualTo("msg_1");
  }

  @ParameterizedTest
  @CsvSource({
    "MLUVII,UserStatusChanged",
    "MLUVII,ApplicationSettingChanged",
    "MLUVII_CHATBOT,GuestLocation",
    "COMM100,agent_status_login",
    "COMM100,agent_status_away_pre_x2",
  })
  void whatHappensAgainWithTheSameBodyIsAnotherWebhookUnlessItIsSigned(
      EventTypes types, String sample) throws Exception {
    byte[] body = Samples.body(types.platform, sample);
    assertThat(identity(types).of(NONE, body))
        .isNotNull()
        .isNotEqualTo(identity(types).of(NONE, body));
    assertThat(identity(types).of(SIGNED, body)).isEqualTo("msg_1");
  }

  /** A new event of which nothing says when must be thought of. */
  @Test
  void everyEventOfMluviiHasATimeOrHappensOnceOrIsNamedAnew() throws Exception {
    Set<String> once = Set.of("SessionCreated", "SessionRecordingPostProcessingCompleted");
    Set<String> anew = new TreeSet<>();
    Set<String> timeless = new TreeSet<>();
    for (String event : EventTypes.MLUVII.file().events().keySet()) {
      byte[] body = Samples.body("mluvii", event);
      if (!Objects.equals(
          MluviiEvent.identity().of(NONE, body), MluviiEvent.identity().of(NONE, body))) {
        anew.add(event);
      }
      Shape data = EventTypes.MLUVII.file().shape(event).properties().get("data");
      Set<String> times = new HashSet<>(Set.of("time", "created", "started", "ended"));
      times.retainAll(Objects.requireNonNull(data).required());
      if (times.isEmpty() && !once.contains(event)) {
        timeless.add(event);
      }
    }
    assertThat(anew).isNotEmpty().isEqualTo(timeless);
  }

  @ParameterizedTest
  @EnumSource
  void allSamplesOfAPlatformHaveIds(EventTypes types) throws Exception {
    for (String sample : Samples.of(types.platform)) {
      assertThat(identity(types).of(NONE, Samples.body(types.platform, sample)))
          .as(sample)
          .hasSizeBetween(1, 512);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeReadHasNoIdAndNoOrder(EventTypes types) throws Exception {
    for (String text :
        List.of("", "{", "[]", "7", "{}", "{\"id\":7,\"event\":1,\"eventType\":null}")) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      assertThat(identity(types).of(SIGNED, body)).as(text).isNull();
      assertThat(MluviiEvent.entityType(body)).isNull();
      assertThat(MluviiEvent.entity(body)).isNull();
      assertThat(ChatbotActivity.conversation(body)).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"event\":\"whatsapp:message:in\",\"payload\":{}}",
        "{\"event\":\"whatsapp:message:in\",\"payload\":{\"id\":\"\"}}",
        "{\"event\":\"whatsapp:message:status\",\"payload\":{\"id\":\"1\"}}",
        "{\"event\":\"whatsapp:message:status\",\"payload\":{\"status\":\"read\"}}",
      })
  void aMessageWithoutItsIdHasNone(String body) throws Exception {
    assertThat(QikchatEvent.identity().of(NONE, body.getBytes(StandardCharsets.UTF_8))).isNull();
  }

  @Test
  void theOrderIsThatOfThePlatformFiles() {
    EventTypes.MLUVII
        .file()
        .events()
        .forEach((name, event) ->
            assertThat(MluviiEvent.entityType(Samples.body("mluvii", name)))
                .as(name)
                .isEqualTo(event.get("orderingKey").stringValue()));
    EventTypes.MLUVII_CHATBOT
        .file()
        .events()
        .forEach((name, event) -> {
          JsonNode pointer = event.get("orderingKey");
          String key =
              pointer == null ? null : event.at("/example" + pointer.stringValue()).asString();
          assertThat(ChatbotActivity.conversation(bytes(event.get("example")))).isEqualTo(key);
        });
  }

  /** The others promise no order: nothing here would keep one. */
  @ParameterizedTest
  @EnumSource(names = {"QIKCHAT", "YESPO", "COMM100"})
  void othersHaveNoOrder(EventTypes types) {
    assertThat(types.file().events().values()).noneMatch(event -> event.has("orderingKey"));
  }

  @ParameterizedTest
  @CsvSource({
    "SessionStarted,session:7371450",
    "SessionActivityChatMessage,session:7371450",
    "SessionActivityAvRequest,session:7371450",
    "SessionOperatorJoined,session:7371450",
    "EmailThreadOperatorLeft,email:51234",
    "UserStatusChanged,user:4",
    "GuestIdentityUpdated,guest:990017",
    "ApplicationSettingChanged,setting",
  })
  void anEntityKeepsItsOrder(String sample, String entity) {
    JsonNode example = EventTypes.MLUVII.file().example(sample);
    assertThat(MluviiEvent.entity(bytes(example))).isEqualTo(entity);
  }

  private static byte[] bytes(JsonNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Identity identity(EventTypes types) {
    return switch (types) {
      case MLUVII -> MluviiEvent.identity();
      case MLUVII_CHATBOT -> ChatbotActivity.identity();
      case QIKCHAT -> QikchatEvent.identity();
      case YESPO -> YespoEvent.identity();
      case COMM100 -> Comm100Event.identity();
    };
  }
}
