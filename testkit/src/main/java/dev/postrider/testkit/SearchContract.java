package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Page;
import dev.postrider.history.History;
import dev.postrider.history.History.Content;
import dev.postrider.history.History.MessageFilter;
import dev.postrider.history.Words;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.message.Extras;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every history promises of words that are sought in payloads. */
public abstract class SearchContract {
  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00Z"));
  private Edges edges;
  private Application application;

  /** Opens an empty storage. */
  protected abstract Edges open(InstantSource clock);

  @BeforeEach
  void open() throws InterruptedException {
    edges = open(clock);
    application = edges.application();
    edges.log().subscribe(new CollectingConsumer());
  }

  @AfterEach
  void close() {
    edges.close();
  }

  private Draft draft(String type, String contentType, Payload payload, boolean sealed) {
    return new Draft(
        application.id(),
        type,
        null,
        List.of(),
        null,
        null,
        contentType,
        Duration.ofDays(90),
        payload,
        Extras.of(List.of(), Map.of("x-secret", "hidden"), null),
        null,
        List.of(),
        sealed);
  }

  private Draft json(String payload) {
    return draft("a", Message.JSON, Payload.of(payload), false);
  }

  private MessageId append(Draft draft) throws InterruptedException {
    clock.turn(Duration.ofSeconds(1));
    return Drafts.accepted(edges.log(), draft).id();
  }

  private static MessageFilter words(String text) {
    return new MessageFilter(null, null, Set.of(), Words.of(text), null, null);
  }

  private Page<History.StoredMessage> page(MessageFilter filter, Page.Request<MessageId> request) {
    return edges.history().messages(application.id(), filter, Content.WITHOUT_PAYLOAD, request);
  }

  private List<MessageId> found(MessageFilter filter) {
    return walk(filter, 50, false);
  }

  private List<MessageId> found(String text) {
    return found(words(text));
  }

  /** All of them, by pages from one end of the list to the other. */
  private List<MessageId> walk(MessageFilter filter, int limit, boolean backwards) {
    List<MessageId> walked = new ArrayList<>();
    MessageId after = backwards ? new MessageId(1) : null;
    for (boolean done = false; !done; ) {
      Page<History.StoredMessage> page =
          page(filter, new Page.Request<>(after, limit, false, backwards));
      List<MessageId> ids = page.entries().stream().map(m -> m.message().id()).toList();
      walked.addAll(backwards ? 0 : walked.size(), ids);
      if (page.rest() != null) {
        after = (MessageId) page.rest().after();
      } else if (!ids.isEmpty()) {
        after = backwards ? ids.getFirst() : ids.getLast();
      }
      done = page.done();
    }
    return walked;
  }

  @Test
  void findsWordsInValuesAndNames() throws InterruptedException {
    MessageId nested = append(json("{\"order\":{\"lines\":[{\"colour\":\"dark blue\"}]}}"));
    MessageId czech =
        append(
            json("{\"city\":\"Ústí nad Labem\",\"note\":\"P\\u0159\\u00edli\\u0161 ŽLUŤOUČKÝ\"}"));
    append(json("{\"city\":\"Usti\"}"));
    assertThat(found("blue")).containsExactly(nested);
    assertThat(found("COLOUR dark order")).containsExactly(nested);
    assertThat(found("blue ústí")).isEmpty();
    assertThat(found("ústí")).containsExactly(czech);
    assertThat(found("žluťoučký příliš")).containsExactly(czech);
    assertThat(found("city")).hasSize(2);
    assertThat(found("hidden")).isEmpty();
  }

  @Test
  void findsWordsInWhatIsSealed() throws InterruptedException {
    Payload payload = Payload.of("{\"name\":\"Žofie\"}");
    MessageId sealed = append(draft("a", Message.JSON, payload, true));
    MessageId open = append(draft("a", Message.JSON, payload, false));
    append(draft("a", Message.JSON, Payload.of("{\"name\":\"Jan\"}"), true));
    assertThat(found("žofie")).containsExactly(open, sealed);
  }

  @Test
  void whatIsNoTextBreaksNothing() throws InterruptedException {
    byte[] bytes = {0, 1, (byte) 0xff, (byte) 0xc3, ' ', 'w', 'o', 'r', 'd', (byte) 0x80};
    MessageId binary = append(draft("a", "image/png", Payload.of(bytes), false));
    MessageId text = append(draft("a", "text/plain", Payload.of("a \\word of it"), false));
    append(draft("a", "text/plain", Payload.EMPTY, false));
    append(json("{\"broken\\"));
    assertThat(found("word")).containsExactly(text, binary);
  }

  @Test
  void isCombinedWithTheOtherFilters() throws InterruptedException {
    append(json("{\"n\":\"word\"}"));
    MessageId other = append(draft("b", Message.JSON, Payload.of("{\"n\":\"word\"}"), false));
    append(draft("b", Message.JSON, Payload.of("{\"n\":\"none\"}"), false));
    Words word = Words.of("word");
    assertThat(found(new MessageFilter(null, null, Set.of("b"), word, null, null)))
        .containsExactly(other);
    assertThat(found(new MessageFilter(null, null, Set.of("b"), word, other.time(), null)))
        .isEmpty();
    assertThat(found(new MessageFilter("c", null, Set.of("b"), word, null, null))).isEmpty();
  }

  @Test
  void whatIsGoneHasNoWords() throws InterruptedException {
    MessageId kept = append(json("{\"n\":\"word\"}"));
    MessageId expunged = append(json("{\"n\":\"word\"}"));
    edges.history().expungePayload(application.id(), expunged);
    assertThat(found("word")).containsExactly(kept);
    clock.turn(Duration.ofDays(90));
    assertThat(found("word")).isEmpty();
  }

  @Test
  void findsWhatIsRareByManyPagesForthAndBack() throws InterruptedException {
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < 4_500; i++) {
      drafts.add(json(i % 1_100 == 7 ? "{\"n\":\"rare\"}" : "{\"n\":\"common\"}"));
    }
    List<MessageId> rare = new ArrayList<>();
    List<Appended> answers = edges.log().append(drafts);
    for (int i = 0; i < answers.size(); i++) {
      if (i % 1_100 == 7) {
        rare.addFirst(((Appended.Accepted) answers.get(i)).message().id());
      }
    }
    assertThat(rare).hasSize(5);
    for (int limit : List.of(1, 2, 50)) {
      assertThat(walk(words("rare"), limit, false)).isEqualTo(rare);
      assertThat(walk(words("rare"), limit, true)).isEqualTo(rare);
    }
    assertThat(walk(words("neither"), 50, false)).isEmpty();
  }

  /** So many that no page may look at all of them. */
  @Test
  void findsWhatIsLargeByManyPages() throws InterruptedException {
    List<MessageId> all = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      String filling = "x ".repeat(i == 4 ? 5 << 20 : 700_000);
      all.addFirst(append(json("{\"n\":\"" + filling + (i % 2 == 0 ? "even" : "odd") + "\"}")));
    }
    List<MessageId> even =
        all.stream().filter(id -> (all.size() - 1 - all.indexOf(id)) % 2 == 0).toList();
    assertThat(walk(words("even"), 50, false)).isEqualTo(even);
    assertThat(walk(words("even"), 50, true)).isEqualTo(even);
    assertThat(walk(words("x"), 2, false)).isEqualTo(all);
  }
}
