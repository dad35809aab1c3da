package dev.postrider.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.message.Payload;
import dev.postrider.platform.EventKind;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Platforms;
import dev.postrider.platform.Reading;
import dev.postrider.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The platforms that come with the program, against every sample of their events. */
final class BuiltInPlatformsTest {
  private static Platforms platforms;

  /** One sample body. */
  record Sample(String platform, String name, Payload body) {
    @Override
    public String toString() {
      return platform + "/" + name;
    }
  }

  @BeforeAll
  static void load() throws InvalidPlatforms {
    platforms = PlatformFiles.load(null);
  }

  static Stream<Sample> samples() {
    return Samples.PLATFORMS.stream()
        .flatMap(platform ->
            Samples.of(platform).stream()
                .map(name -> new Sample(platform, name, Payload.of(Samples.body(platform, name)))));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleIsAnEventOfItsPlatform(Sample sample) {
    assertThat(platform(sample.platform()).reader().read(sample.body().bytes(), Map.of()))
        .isInstanceOf(Reading.Event.class);
  }

  @ParameterizedTest
  @CsvSource({
    "mluvii,SessionStarted,SessionStarted,session",
    "mluvii,SessionActivityChatMessage,SessionActivityChatMessage,session",
    "mluvii,EmailThreadCreated,EmailThreadCreated,email",
    "mluvii,UserStatusChanged,UserStatusChanged,user",
    "mluvii-chatbot,Ping,Ping,",
    "mluvii-chatbot,Text,Text,2359788",
    "qikchat,message-text,message.text,",
    "qikchat,status-read,status.read,",
    "yespo,app-inbox-message,app-inbox.message,",
    "comm100,chat_started,chatStarts,",
    "comm100,agent_status_away,agentStatusChanges,",
    "comm100,agent_status_login_pre_x2,agentStatusChanges,",
    "comm100,chat_requested,chatIsRequested,"
  })
  void theBodySaysTypeAndOrderingKey(String platform, String name, String type, String key)
      throws Exception {
    Sample sample =
        samples()
            .filter(s -> s.platform().equals(platform) && s.name().equals(name))
            .findFirst()
            .orElseThrow();
    assertThat(platform(platform).reader().read(sample.body().bytes(), Map.of()))
        .isInstanceOfSatisfying(
            Reading.Event.class,
            event -> {
              assertThat(event.type()).isEqualTo(type);
              assertThat(event.orderingKey()).isEqualTo(key);
              assertThat(event.payload()).isEqualTo(sample.body());
            });
  }

  @Test
  void mluviiHasItsFortyNineTypesAndASampleOfEach() throws Exception {
    Set<String> sampled = new TreeSet<>();
    samples().filter(s -> s.platform().equals("mluvii")).forEach(s -> sampled.add(s.name()));
    Set<String> known = new TreeSet<>();
    platform("mluvii").events().forEach(kind -> known.add(kind.name()));
    assertThat(known).hasSize(49).isEqualTo(sampled);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|is not JSON, or says a member twice (line 1, column 2)",
        "{} {}|is not JSON, or says a member twice (line 1, column 4)",
        "{\"a\":1,\"a\":2}|is not JSON, or says a member twice (line 1, column 11)",
      })
  void whatIsNoJsonIsSaidInWordsOfOurOwn(String body, String message) {
    assertThat(platform("mluvii").reader().read(body.getBytes(StandardCharsets.UTF_8), Map.of()))
        .isEqualTo(new Reading.Refused(List.of(new Reading.Fault("", message))));
  }

  @Test
  void aFaultIsSaidOnce() {
    byte[] body = "{\"eventType\":\"SessionStarted\",\"data\":[]}".getBytes(StandardCharsets.UTF_8);
    assertThat(platform("mluvii").reader().read(body, Map.of()))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.faults()).doesNotHaveDuplicates());
  }

  @Test
  void everyExampleIsTakenAndKeepsItsType() {
    for (Platform platform : platforms.all()) {
      for (EventKind kind : platform.events()) {
        Reading reading =
            platform.reader().read(kind.example().getBytes(StandardCharsets.UTF_8), Map.of());
        assertThat(reading)
            .isInstanceOfSatisfying(
                Reading.Event.class, event -> assertThat(event.type()).isEqualTo(kind.name()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mluvii|{\"eventType\":\"StatRealTime\",\"data\":{}}|/eventType",
        "mluvii|{\"data\":{}}|/eventType",
        "mluvii|{\"eventType\":\"SessionCreated\",\"data\":{\"id\":\"7\",\"tenantId\":62,\"channel\":\"Phone\",\"source\":\"API\"}}|/data/id",
        "mluvii|{\"eventType\":\"SessionCreated\",\"data\":{\"id\":7,\"channel\":\"Phone\",\"source\":\"API\"}}|/data/tenantId",
        "mluvii|{\"eventType\":\"SessionCreated\",\"data\":{\"id\":7,\"tenantId\":62,\"channel\":\"UNKNOWN\",\"source\":\"API\"}}|/data/channel",
        "mluvii-chatbot|{\"activity\":\"Text\",\"text\":\"x\"}|/sessionId",
        "qikchat|{\"event\":\"whatsapp:message:in\",\"payload\":{\"message\":{\"type\":\"hologram\"}}}|/payload/message/type",
        "qikchat|{\"event\":\"nothing\"}|/event",
        "yespo|{\"id\":\"6f1c2b1e-8f0a-4c39-9f39-3f0f8f2a5d11\"}|/externalCustomerId",
        "comm100|{\"event\":\"chat_exploded\",\"visitor\":{}}|/event"
      })
  void whatIsWrongIsSaidByPath(String platform, String body, String pointer) {
    Reading reading =
        platform(platform).reader().read(body.getBytes(StandardCharsets.UTF_8), Map.of());
    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused ->
                assertThat(refused.faults().stream().map(Reading.Fault::pointer))
                    .contains(pointer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[1]", "7", "{\"a\":1,\"a\":2}", "{", "{} {}", "''", "{\"eventType\":null}"})
  void whatIsNoEventAtAllIsRefused(String body) {
    for (Platform platform : platforms.all()) {
      assertThat(platform.reader().read(body.getBytes(StandardCharsets.UTF_8), Map.of()))
          .isInstanceOf(Reading.Refused.class);
    }
  }

  private static Platform platform(String name) {
    return platforms.named(name).orElseThrow();
  }
}
