package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Page;
import dev.postrider.history.History;
import dev.postrider.history.History.Content;
import dev.postrider.history.History.MessageFilter;
import dev.postrider.history.Words;
import dev.postrider.message.Key;
import dev.postrider.message.MessageId;
import dev.postrider.testkit.CollectingConsumer;
import dev.postrider.testkit.Drafts;
import dev.postrider.testkit.PostgresServers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One page looks into so many bytes, and for so long. */
final class WordsReadTest {
  private static final MessageFilter NOWHERE =
      new MessageFilter(null, null, Set.of(), Words.of("nowhere"), null, null);

  private final Instant start = Instant.parse("2026-03-01T10:00:00Z");
  private volatile Instant now = start;
  private volatile Duration step = Duration.ZERO;
  private final PostgresEdges edges =
      PostgresEdges.open(Fixture.database(PostgresServers.embedded()), this::next);
  private Application application;

  private synchronized Instant next() {
    now = now.plus(step);
    return now;
  }

  @BeforeEach
  void begin() throws InterruptedException {
    application = edges.application();
    edges.log().subscribe(new CollectingConsumer());
  }

  @AfterEach
  void close() {
    edges.close();
  }

  private void append(int count, String payload) throws InterruptedException {
    edges.log().append(Collections.nCopies(count, Drafts.plain(application.id(), payload)));
  }

  private Page<History.StoredMessage> page(@Nullable Key after) {
    return edges
        .history()
        .messages(
            application.id(),
            NOWHERE,
            Content.WHOLE,
            new Page.Request<>(
                after == null ? null : new MessageId(after.value()), 50, false, false));
  }

  private int pages() {
    int pages = 1;
    Page<History.StoredMessage> page = page(null);
    while (!page.done()) {
      assertThat(page.entries()).isEmpty();
      page = page(Objects.requireNonNull(page.rest()).after());
      pages++;
    }
    return pages;
  }

  @Test
  void aPageLooksIntoSoManyBytes() throws InterruptedException {
    append(30, "\"" + "x".repeat(1 << 20) + "\"");
    // Four and a bit of each page are looked into, and the last page finds that nothing follows.
    assertThat(pages()).isBetween(6, 8);
  }

  @Test
  void noLookBeginsLate() throws InterruptedException {
    append(1_200, "{}");
    assertThat(pages()).isEqualTo(1);
    step = WordsRead.LAST_LOOK;
    assertThat(pages()).isGreaterThan(3);
  }
}
