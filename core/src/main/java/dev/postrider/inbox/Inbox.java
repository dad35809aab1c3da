package dev.postrider.inbox;

import dev.postrider.directory.Page;
import dev.postrider.inbox.InboxMessage.Status;
import dev.postrider.message.MessageId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The edge that keeps the newest messages of each contact. Safe for use by many threads.
 *
 * <p>Nothing is put in here: a message comes into its inbox in the same step that makes it durable
 * in the log, by {@linkplain Posting its draft}. When it is one more than the maximum, the oldest
 * falls out; what fell out can be looked at for as long as the log is kept. A contact that nobody
 * has heard of has an empty inbox.
 */
public interface Inbox {

  /**
   * How full an inbox is.
   *
   * @param kept messages in it
   * @param unopened those of them that the contact has not read
   * @param fellOut messages that were in it once and gave way to newer ones
   */
  record Counts(int kept, int unopened, long fellOut) {
    public static final Counts NONE = new Counts(0, 0, 0);

    /** How many of the kept ones have this status; all when it is null. */
    public int of(@Nullable Status status) {
      return switch (status) {
        case null -> kept;
        case UNOPENED -> unopened;
        case OPENED -> kept - unopened;
      };
    }
  }

  /**
   * Which messages.
   *
   * @param status null for either
   * @param fallenOut those that fell out, in place of those that are kept
   */
  record Filter(@Nullable Status status, boolean fallenOut) {}

  Counts counts(Contact contact);

  /**
   * In the order of the log. A page may be shorter than asked for and not done, so that it fits
   * into memory; it holds one at least when there is one.
   */
  Page<InboxMessage> messages(Contact contact, Filter filter, Page.Request<MessageId> page);

  /** The kept ones from the newest, without the first {@code skip}, for those who count pages. */
  List<InboxMessage> newest(Contact contact, @Nullable Status status, int skip, int limit);

  /** Sets the status of one that is kept; empty when there is none with this id. */
  Optional<InboxMessage> mark(Contact contact, String id, Status status);

  /** Sets the status of those that are kept; says nothing of ids that are not in the inbox. */
  void mark(Contact contact, Collection<String> ids, Status status);

  /** Sets the status of all that are in the inbox when it begins. */
  void markAll(Contact contact, Status status);
}
