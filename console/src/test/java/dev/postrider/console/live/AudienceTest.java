package dev.postrider.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.console.session.Face;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class AudienceTest {
  private static final ApplicationId OURS = new ApplicationId(1);
  private static final LiveFilter ALL =
      new LiveFilter(OURS, Optional.empty(), Optional.empty(), "", "");

  private final Audience audience = new Audience(ALL);
  private final Viewer viewer = new Viewer(Face.CONSOLE, ALL);

  @Test
  void whatIsTooMuchIsShownInPartAndSaysSo() throws InterruptedException {
    audience.add(viewer);
    audience.show(seen(OURS, 1_000), 7);
    LiveBatch batch = viewer.await(Duration.ZERO).orElseThrow();
    assertThat(batch.wanted()).isEqualTo(1_000);
    assertThat(batch.lost()).isEqualTo(7);
    // Evenly spread, from the first on.
    assertThat(batch.seen()).extracting(LiveAttempt::millis).startsWith(1L, 101L).hasSize(10);
  }

  @Test
  void aSlowViewerFindsTheNewestAndHowMuchHeHasMissed() throws InterruptedException {
    audience.add(viewer);
    audience.show(seen(OURS, 3), 0);
    audience.show(seen(OURS, 20), 0);
    LiveBatch batch = viewer.await(Duration.ZERO).orElseThrow();
    assertThat(batch.wanted()).isEqualTo(23);
    assertThat(batch.seen()).hasSize(10);
    assertThat(viewer.await(Duration.ZERO)).isEmpty();
  }

  @Test
  void nobodySeesWhatIsAnothers() throws InterruptedException {
    audience.add(viewer);
    audience.show(seen(new ApplicationId(2), 5), 0);
    assertThat(viewer.await(Duration.ZERO)).isEmpty();
  }

  @Test
  void whatIsWantedIsTold() throws InterruptedException {
    audience.add(viewer);
    audience.show(seen(OURS, 1), 0);
    String event =
        new String(
            viewer.await(Duration.ZERO).orElseThrow().event().bytes(), StandardCharsets.UTF_8);
    assertThat(event).startsWith("data: ").endsWith("\n\n").hasLineCount(2);
    JsonNode told = JsonMapper.shared().readTree(event.substring("data: ".length()));
    assertThat(told.path("seen").path(0).path("type").asString()).isEqualTo("a.b\n");
    assertThat(told.path("wanted").asInt()).isEqualTo(1);
  }

  private static List<LiveAttempt> seen(ApplicationId application, int count) {
    return LongStream.rangeClosed(1, count)
        .mapToObj(i ->
            new LiveAttempt(
                Instant.EPOCH,
                application,
                new EndpointId(1),
                new MessageId(i),
                "a.b\n",
                "http://x/",
                200,
                i,
                "success",
                ""))
        .toList();
  }
}
