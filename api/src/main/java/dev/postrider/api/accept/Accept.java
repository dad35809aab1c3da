package dev.postrider.api.accept;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.inspect.MessageOut;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Routes;
import dev.postrider.history.History;
import dev.postrider.history.History.StoredMessage;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.log.MessageLog;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands a message to the log: answers 202 when it is on disk, and not before. */
final class Accept {
  private final Directory directory;
  private final MessageLog log;
  private final History history;

  Accept(Directory directory, MessageLog log, History history) {
    this.directory = directory;
    this.log = log;
    this.history = history;
  }

  /** The application that the path names, with its endpoints. */
  Routes routes(Request request) {
    return known(request).orElseThrow(Refusal::notFound);
  }

  /** The same when it may not exist. */
  Optional<Routes> known(Request request) {
    return directory.routes(request.organisation(), request.id("app"));
  }

  Answer append(Request request, Routes routes, MessageIn in) throws InterruptedException {
    boolean withContent = request.query().flag("with_content", true);
    String key =
        in.idempotencyKey() == null ? request.idempotencyKey().orElse(null) : in.idempotencyKey();
    return switch (log.append(List.of(draft(routes, in, key))).getFirst()) {
      case Appended.Accepted(Message message) ->
          MessageOut.answer(202, message, false, withContent);
      case Appended.Repeated(MessageId first) -> first(routes, first, withContent);
      case Appended.Conflict(MessageId holder) -> again(routes, holder, in, withContent);
      case Appended.Unavailable(String reason, var wait) -> throw Refusal.unavailable(reason, wait);
      case Appended.Unstorable(String reason) ->
          throw Refusal.unprocessable(Problem.value(List.of("body"), reason));
    };
  }

  /** Several at once, in their order: one answer each. */
  List<Appended> append(List<Draft> drafts) throws InterruptedException {
    return drafts.isEmpty() ? List.of() : log.append(drafts);
  }

  static Draft draft(Routes routes, MessageIn in, @Nullable String key) {
    return new Draft(
        routes.application().id(),
        in.eventType(),
        in.orderingKey(),
        in.channels(),
        in.eventId(),
        key,
        in.content().type(),
        in.retention(),
        in.content().payload(),
        in.extras(),
        in.posting(),
        Targets.of(routes, in));
  }

  /**
   * The event id is there already. Whoever publishes to an inbox may not know whether he has: the
   * same once more is answered as the first time, and nothing happens.
   */
  private Answer again(Routes routes, MessageId holder, MessageIn in, boolean withContent) {
    if (in.posting() != null
        && history
            .message(routes.application().id(), holder.toString())
            .filter(stored -> stored.message().payload().equals(in.content().payload()))
            .isPresent()) {
      return first(routes, holder, withContent);
    }
    throw Refusal.conflict(taken(holder));
  }

  /** What is said about an event id that another message has. */
  static String taken(MessageId holder) {
    return "The message " + holder + " has this eventId already";
  }

  /** The first messages of repeated ones. */
  Map<MessageId, StoredMessage> firsts(Routes routes, List<MessageId> ids) {
    Map<MessageId, StoredMessage> firsts = new HashMap<>();
    if (!ids.isEmpty()) {
      history
          .messagesWithoutPayloads(routes.application().id(), ids)
          .forEach(stored -> firsts.put(stored.message().id(), stored));
    }
    return firsts;
  }

  private Answer first(Routes routes, MessageId first, boolean withContent) {
    StoredMessage stored =
        history
            .message(routes.application().id(), first.toString())
            .orElseThrow(
                () -> new IllegalStateException(first + " was repeated and cannot be read"));
    return MessageOut.answer(202, stored.message(), stored.payloadGone(), withContent);
  }

  /** The answer with the message that the request's key has made already. */
  Optional<Answer> firstOf(Request request) {
    boolean withContent = request.query().flag("with_content", true);
    return request
        .idempotencyKey()
        .flatMap(key -> known(request).flatMap(routes -> first(routes, key)))
        .map(stored -> MessageOut.answer(202, stored.message(), stored.payloadGone(), withContent));
  }

  private Optional<StoredMessage> first(Routes routes, String key) {
    return history.messageOfKey(routes.application().id(), key);
  }
}
