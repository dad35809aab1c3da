package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Page;
import dev.postrider.inbox.Contact;
import dev.postrider.inbox.Inbox;
import dev.postrider.inbox.InboxMessage;
import dev.postrider.inbox.Posting;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.testkit.Drafts;
import dev.postrider.testkit.Edges;
import dev.postrider.testkit.InboxContract;
import dev.postrider.testkit.PostgresServers;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EmbeddedInboxTest extends InboxContract {
  private final String url = Fixture.database(PostgresServers.embedded());

  @Override
  protected Edges open(InstantSource clock) {
    return PostgresEdges.open(url, clock);
  }

  @Test
  void aPageEndsWhereItWouldTakeTooMuchMemory() throws InterruptedException {
    Payload body = Payload.of(new byte[60_000]);
    for (int i = 0; i < 80; i++) {
      var posting = new Posting("ann", "id-" + i, clock.instant(), body, 100);
      Drafts.accepted(edges.log(), Drafts.posted(application.id(), posting));
    }
    Contact ann = new Contact(application.id(), "ann");
    Page<InboxMessage> first = page(ann, null);
    assertThat(first.done()).isFalse();
    assertThat(first.entries()).hasSizeBetween(60, 72);
    Page<InboxMessage> second = page(ann, first.entries().getLast().message());
    assertThat(second.done()).isTrue();
    assertThat(first.entries().size() + second.entries().size()).isEqualTo(80);
    assertThat(second.entries().getLast().id()).isEqualTo("id-0");
  }

  @Test
  void whereAllPayloadsAreEmptiedTheCopiesInInboxesAreToo() throws InterruptedException {
    Payload body = Payload.of("{}");
    var old = new Posting("ann", "id-0", clock.instant(), body, 100);
    MessageId last = Drafts.accepted(edges.log(), Drafts.posted(application.id(), old)).id();
    var later = new Posting("ann", "id-1", clock.instant(), body, 100);
    Drafts.accepted(edges.log(), Drafts.posted(application.id(), later));
    edges.history().expungePayloads(application.id(), new MessageId(1), last);
    assertThat(page(new Contact(application.id(), "ann"), null).entries())
        .extracting(InboxMessage::body)
        .containsExactly(body, null);
  }

  private Page<InboxMessage> page(Contact contact, @Nullable MessageId after) {
    return edges
        .inbox()
        .messages(
            contact, new Inbox.Filter(null, false), new Page.Request<>(after, 250, false, false));
  }
}
