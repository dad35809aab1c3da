package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Query;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.api.inbox.StatusWord;
import dev.postrider.inbox.Contact;
import dev.postrider.inbox.Inbox;
import dev.postrider.inbox.InboxMessage.Status;
import dev.postrider.inbox.Posting;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Yespo's {@code /appinbox/v1/messages} and its mobile twin {@code /api/v1/appinbox/messages}: what
 * a contact sees of its inbox.
 */
record YespoInbox(Inbox inbox) {
  private static final int MOST_IDS = 1_000;
  private static final int LARGEST_PAGE = 100;

  /**
   * Which page, of which messages.
   *
   * @param number counts from 1
   */
  private record PageOf(int number, int size, @Nullable Status status) {
    static PageOf read(Query query) {
      return new PageOf(
          integer(query, "page", 1, Posting.MOST),
          integer(query, "pageSize", LARGEST_PAGE, LARGEST_PAGE),
          StatusWord.read(query));
    }

    private static int integer(Query query, String name, int fallback, int most) {
      Integer number = query.integer(name);
      if (number != null && (number < 1 || number > most)) {
        throw Query.wrong(name, "must be 1 to " + most);
      }
      return number == null ? fallback : number;
    }

    int total(Inbox.Counts counts) {
      return Math.ceilDiv(counts.of(status), size);
    }
  }

  /** Y-16. */
  Answer count(Contact contact, Request request) {
    return YespoInboxOut.number("count", inbox.counts(contact).unopened());
  }

  /** Y-19. */
  Answer unreadCount(Contact contact, Request request) {
    return YespoInboxOut.number("unreadCount", inbox.counts(contact).unopened());
  }

  /** Y-17. */
  Answer pages(Contact contact, Request request) {
    PageOf page = PageOf.read(request.query());
    return YespoInboxOut.number("totalPages", page.total(inbox.counts(contact)));
  }

  /** Y-17, Y-19. */
  Answer list(Contact contact, Request request) {
    PageOf page = PageOf.read(request.query());
    int total = page.total(inbox.counts(contact));
    int skip = (page.number() - 1) * page.size();
    return YespoInboxOut.list(inbox.newest(contact, page.status(), skip, page.size()), total);
  }

  /** Y-17, Y-18. Ids that are not in the inbox, perhaps because they fell out, change nothing. */
  Answer status(Contact contact, Request request) {
    Fields fields = request.fields();
    Set<String> ids =
        fields.absent("ids") ? Set.of() : fields.requiredTexts("ids", MOST_IDS, Rule.CONTACT);
    Status status = StatusWord.read(fields);
    if (ids.isEmpty()) {
      inbox.markAll(contact, status);
    } else {
      inbox.mark(contact, ids, status);
    }
    return YespoInboxOut.done();
  }
}
