package dev.postrider.api.inspect;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Paging;
import dev.postrider.api.http.Query;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Application;
import dev.postrider.directory.Page;
import dev.postrider.history.History;
import dev.postrider.history.History.Content;
import dev.postrider.history.History.MessageFilter;
import dev.postrider.history.History.StoredMessage;
import dev.postrider.history.Words;
import dev.postrider.message.MessageId;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Answers for messages that were accepted. */
final class Messages {
  static final Paging<MessageId> PAGING = new Paging<>(MessageId::parse, false, false);

  private static final Rule SEARCH =
      text -> {
        if (text.length() > Words.LONGEST) {
          return "must have at most " + Words.LONGEST + " characters";
        }
        return Words.of(text).runs().isEmpty() ? "must have a letter or a digit" : null;
      };

  private final Subjects subjects;
  private final History history;
  private final InstantSource clock;

  Messages(Subjects subjects, History history, InstantSource clock) {
    this.subjects = subjects;
    this.history = history;
    this.clock = clock;
  }

  Answer list(Request request) {
    Application application = subjects.application(request);
    Query query = request.query();
    Page.Request<MessageId> page = PAGING.read(query);
    boolean content = query.flag("with_content", true);
    String sought = query.text("search", SEARCH);
    Words words = sought == null ? null : Words.of(sought);
    MessageFilter filter = filter(query, page, words, clock);
    return Paging.answer(
        history.messages(
            application.id(), filter, content ? Content.WHOLE : Content.WITHOUT_PAYLOAD, page),
        stored -> stored.message().id().toString(),
        (json, stored) -> MessageOut.write(json, stored.message(), stored.payloadGone(), content));
  }

  Answer get(Request request) {
    StoredMessage stored = subjects.message(request, subjects.application(request));
    boolean content = request.query().flag("with_content", true);
    return MessageOut.answer(200, stored.message(), stored.payloadGone(), content);
  }

  /** Which messages a list of them asks for. */
  static MessageFilter filter(
      Query query, Page.Request<MessageId> page, @Nullable Words words, InstantSource clock) {
    MessageId after = page.after();
    TimeWindow window =
        TimeWindow.read(
            query, after == null ? null : after.time(), page.backwards(), clock.instant());
    return new MessageFilter(
        query.text("channel", Rule.CHANNEL),
        query.text("tag", Rule.TAG),
        query.eventTypes(),
        words,
        window.before(),
        window.after());
  }
}
