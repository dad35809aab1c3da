package dev.postrider.receiver.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.receiver.events.comm100.Comm100Event;
import dev.postrider.receiver.events.json.EventJson;
import dev.postrider.receiver.events.mluvii.Activity;
import dev.postrider.receiver.events.mluvii.ActivityEvent;
import dev.postrider.receiver.events.mluvii.Channel;
import dev.postrider.receiver.events.mluvii.ChatbotActivity;
import dev.postrider.receiver.events.mluvii.MluviiEvent;
import dev.postrider.receiver.events.mluvii.SessionEvent;
import dev.postrider.receiver.events.qikchat.QikchatEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is not known is tolerated, what cannot be is told, and nothing else comes of any body. */
final class ReadingTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void aTypeThatIsNotKnownIsUnknown() throws Exception {
    String statRealTime = "{\"eventType\":\"StatRealTime\",\"data\":{\"a\":1}}";
    assertThat(MluviiEvent.parse(bytes(statRealTime)))
        .isEqualTo(new MluviiEvent.Unknown("StatRealTime", JSON.readTree(statRealTime)));
    assertThat(ChatbotActivity.parse(bytes("{\"activity\":\"Dance\"}")))
        .isInstanceOf(ChatbotActivity.Unknown.class)
        .returns("Dance", ChatbotActivity::name);
    for (String body :
        List.of(
            "{\"event\":\"whatsapp:call\"}",
            "{\"event\":\"whatsapp:message:in\",\"payload\":{\"message\":{\"type\":\"hologram\"}}}",
            "{\"event\":\"whatsapp:message:status\",\"payload\":{\"status\":\"deleted\"}}")) {
      QikchatEvent event = QikchatEvent.parse(bytes(body));
      assertThat(event).isInstanceOf(QikchatEvent.Unknown.class);
      assertThat(body).startsWith("{\"event\":\"" + event.name() + "\"");
    }
    assertThat(Comm100Event.parse(bytes("{\"event\":\"chat_exploded\"}")))
        .isInstanceOf(Comm100Event.Unknown.class)
        .returns("chat_exploded", Comm100Event::name);
  }

  @Test
  void theNamesOfTheLibraryAreNoEvents() throws Exception {
    for (String name : List.of("Unknown", "Entity", "Data", "SessionEvent", "ActivityEvent")) {
      assertThat(MluviiEvent.parse(bytes("{\"eventType\":\"" + name + "\",\"data\":{}}")))
          .isInstanceOf(MluviiEvent.Unknown.class);
    }
  }

  @Test
  void membersThatAreNotKnownAreInTheJson() throws Exception {
    MluviiEvent event =
        MluviiEvent.parse(
            bytes(
                """
                {"eventType":"SessionCreated","json":"taken?","new":true,
                 "data":{"id":7,"tenantId":62,"channel":"Telepathy","source":"API","mood":"good"}}
                """));
    assertThat(event)
        .isInstanceOfSatisfying(
            SessionEvent.SessionCreated.class,
            created -> assertThat(created.data().channel()).isEqualTo(Channel.OTHER));
    assertThat(event.json().at("/json").stringValue()).isEqualTo("taken?");
    assertThat(event.json().at("/new").booleanValue()).isTrue();
    assertThat(event.json().at("/data/mood").stringValue()).isEqualTo("good");
    assertThat(event.json().at("/data/channel").stringValue()).isEqualTo("Telepathy");
  }

  @Test
  void listsOfARecordAreItsOwn() throws Exception {
    ObjectNode body = EventTypes.MLUVII.file().example("SessionActivityHeroCard");
    Activity activity = ((ActivityEvent) MluviiEvent.parse(bytes(body.toString()))).data();
    List<JsonNode> card = Objects.requireNonNull(activity.heroCard());
    assertThatThrownBy(() -> card.add(body)).isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoJsonObjectIsUnreadable(EventTypes types) {
    for (String body :
        List.of(
            "",
            " ",
            "{",
            "{} {}",
            "[]",
            "7",
            "null",
            "\"\"",
            "{\"a\":1,\"a\":2}",
            "{\"a\":NaN}",
            "{'a':1}",
            "{\"a\":01}",
            "\u0000")) {
      assertThatThrownBy(() -> types.parse(bytes(body)))
          .as(body)
          .isInstanceOf(UnreadableEvent.class)
          .hasMessageStartingWith("the body is");
    }
    // Half a character.
    assertThatThrownBy(() -> types.parse(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}))
        .isInstanceOf(UnreadableEvent.class);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsBeyondTheBoundsIsUnreadable(EventTypes types) throws Exception {
    ObjectNode example = example(types);
    int room = EventJson.LARGEST - JSON.writeValueAsBytes(example).length;
    byte[] largest = bytes(example + " ".repeat(room));
    assertThat(types.parse(largest).json()).isEqualTo(example);
    assertThatThrownBy(() -> types.parse(bytes(example + " ".repeat(room + 1))))
        .isInstanceOf(UnreadableEvent.class)
        .hasMessage("the body has more than 1048576 bytes");

    int levels = EventJson.DEEPEST - 1;
    types.parse(with(example, "[".repeat(levels) + "]".repeat(levels)));
    assertUnreadable(types, with(example, "[".repeat(levels + 1) + "]".repeat(levels + 1)));
    assertUnreadable(types, bytes("[".repeat(500_000)));
    assertUnreadable(types, bytes("{\"a\":".repeat(200_000)));

    types.parse(with(example, "9".repeat(EventJson.LONGEST_NUMBER)));
    types.parse(with(example, "1e999999999"));
    assertUnreadable(types, with(example, "9".repeat(EventJson.LONGEST_NUMBER + 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"data\":{}}|/eventType is missing",
        "{\"eventType\":7,\"data\":{}}|/eventType is not a text",
        "{\"eventType\":\"SessionCallParamsUpdated\",\"data\":{\"id\":7371450}}|/data/tenantId is missing, or not what it should be",
        "{\"eventType\":\"SessionCallParamsUpdated\",\"data\":{\"id\":7371450,\"tenantId\":2147483648}}|/data/tenantId is missing, or not what it should be",
        "{\"eventType\":\"SessionCallParamsUpdated\",\"data\":{\"id\":\"secret\",\"tenantId\":1}}|/data/id is missing, or not what it should be",
      })
  void whatIsWrongIsToldByPlaceAndNotByValue(String body, String message) {
    assertThatThrownBy(() -> MluviiEvent.parse(bytes(body)))
        .isInstanceOf(UnreadableEvent.class)
        .hasMessage(message)
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/Date(1)", "Date(1)", "/Date(12345678901234567)/", "/Date(١)/", "2024"})
  void whatIsNoDateIsUnreadable(String date) {
    ObjectNode body = EventTypes.COMM100.file().example("chatStarts");
    ((ObjectNode) body.get("visitor")).put("visit_time", date);
    assertUnreadableAt(EventTypes.COMM100, bytes(body.toString()), "/visitor/visit_time");
  }

  private static void assertUnreadable(EventTypes types, byte[] body) {
    assertThatThrownBy(() -> types.parse(body)).isInstanceOf(UnreadableEvent.class);
  }

  private static void assertUnreadableAt(EventTypes types, byte[] body, String place) {
    assertThatThrownBy(() -> types.parse(body))
        .as("%s", new String(body, StandardCharsets.UTF_8))
        .isInstanceOfSatisfying(
            UnreadableEvent.class,
            unreadable -> assertThat(unreadable.pointer()).startsWith(place));
  }

  private static ObjectNode example(EventTypes types) {
    return (ObjectNode) types.file().events().values().iterator().next().get("example");
  }

  /** The body with one more member of that value. */
  private static byte[] with(ObjectNode body, String value) {
    return bytes(body.toString().replaceFirst("\\{", "{\"more\":" + value + ","));
  }

  private static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
