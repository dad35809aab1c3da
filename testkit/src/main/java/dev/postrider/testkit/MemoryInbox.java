package dev.postrider.testkit;

import dev.postrider.directory.Page;
import dev.postrider.inbox.Contact;
import dev.postrider.inbox.Inbox;
import dev.postrider.inbox.InboxMessage;
import dev.postrider.inbox.InboxMessage.Status;
import dev.postrider.inbox.Posting;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.MessageId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The inboxes of a {@link MemoryLog}, for tests. Safe for use by many threads: one at a time. */
public final class MemoryInbox implements Inbox {
  private record Entry(Contact contact, InboxMessage message) {}

  private final TreeMap<MessageId, Entry> kept = new TreeMap<>();
  private final TreeMap<MessageId, Entry> fallen = new TreeMap<>();
  private final Map<ApplicationId, Set<String>> ids = new HashMap<>();

  MemoryInbox() {}

  synchronized void post(ApplicationId application, MessageId message, Posting posting) {
    if (!ids.computeIfAbsent(application, _ -> new HashSet<>()).add(posting.id())) {
      return;
    }
    Contact contact = new Contact(application, posting.contact());
    InboxMessage entry =
        new InboxMessage(message, posting.id(), posting.created(), Status.UNOPENED, posting.body());
    kept.put(message, new Entry(contact, entry));
    while (of(kept, contact, null).count() > posting.maximum()) {
      MessageId oldest = of(kept, contact, null).findFirst().orElseThrow().message();
      fallen.put(oldest, kept.remove(oldest));
    }
  }

  private static Stream<InboxMessage> of(
      Map<MessageId, Entry> entries, Contact contact, @Nullable Status status) {
    return entries.values().stream()
        .filter(entry -> entry.contact().equals(contact))
        .map(Entry::message)
        .filter(message -> status == null || message.status() == status);
  }

  @Override
  public synchronized Counts counts(Contact contact) {
    return new Counts(
        (int) of(kept, contact, null).count(),
        (int) of(kept, contact, Status.UNOPENED).count(),
        of(fallen, contact, null).count());
  }

  @Override
  public synchronized Page<InboxMessage> messages(
      Contact contact, Filter filter, Page.Request<MessageId> page) {
    return Pages.cut(
        of(filter.fallenOut() ? fallen : kept, contact, filter.status()),
        InboxMessage::message,
        page);
  }

  @Override
  public synchronized List<InboxMessage> newest(
      Contact contact, @Nullable Status status, int skip, int limit) {
    return of(kept, contact, status)
        .sorted(Comparator.comparing(InboxMessage::message).reversed())
        .skip(skip)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<InboxMessage> mark(Contact contact, String id, Status status) {
    mark(contact, List.of(id), status);
    return of(kept, contact, null).filter(message -> message.id().equals(id)).findFirst();
  }

  @Override
  public synchronized void mark(Contact contact, Collection<String> which, Status status) {
    of(kept, contact, null)
        .filter(message -> which.contains(message.id()))
        .toList()
        .forEach(message -> kept.put(message.message(), marked(contact, message, status)));
  }

  @Override
  public synchronized void markAll(Contact contact, Status status) {
    mark(contact, of(kept, contact, null).map(InboxMessage::id).toList(), status);
  }

  private static Entry marked(Contact contact, InboxMessage message, Status status) {
    return new Entry(
        contact,
        new InboxMessage(
            message.message(), message.id(), message.created(), status, message.body()));
  }
}
