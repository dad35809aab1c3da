package dev.postrider.api.accept;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.inspect.MessageOut;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
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
    return answer(new Answered(202, withContent), routes, in, draft(routes, in, key));
  }

  /** For one endpoint alone, whatever it asks for; answers 200. */
  Answer appendFor(Routes routes, Endpoint endpoint, MessageIn in) throws InterruptedException {
    Draft draft = draft(routes, in, null, List.of(endpoint));
    return answer(new Answered(200, true), routes, in, draft);
  }

  /** How a message is answered that was accepted. */
  private record Answered(int status, boolean withContent) {
    Answer with(Message message, boolean gone) {
      return MessageOut.answer(status, message, gone, withContent);
    }
  }

  private Answer answer(Answered as, Routes routes, MessageIn in, Draft draft)
      throws InterruptedException {
    return switch (log.append(List.of(draft)).getFirst()) {
      case Appended.Accepted(Message message) -> as.with(message, false);
      case Appended.Repeated(MessageId first) -> first(as, routes, first);
      case Appended.Conflict(MessageId holder) -> again(as, routes, holder, in);
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
    return draft(routes, in, key, Targets.of(routes, in));
  }

  private static Draft draft(
      Routes routes, MessageIn in, @Nullable String key, List<Endpoint> targets) {
    Application.Keeping keeping = routes.application().settings().keeping();
    return new Draft(
        routes.application().id(),
        in.eventType(),
        in.orderingKey(),
        in.channels(),
        in.eventId(),
        key,
        in.content().type(),
        keeping.atMost(in.retention()),
        in.content().payload(),
        in.extras(),
        in.posting(),
        targets,
        keeping.sealed());
  }

  /**
   * The event id is there already. Whoever publishes to an inbox may not know whether he has: the
   * same once more is answered as the first time, and nothing happens.
   */
  private Answer again(Answered as, Routes routes, MessageId holder, MessageIn in) {
    if (in.posting() != null
        && history
            .message(routes.application().id(), holder.toString())
            .filter(stored -> stored.message().payload().equals(in.content().payload()))
            .isPresent()) {
      return first(as, routes, holder);
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

  private Answer first(Answered as, Routes routes, MessageId first) {
    StoredMessage stored =
        history
            .message(routes.application().id(), first.toString())
            .orElseThrow(
                () -> new IllegalStateException(first + " was repeated and cannot be read"));
    return as.with(stored.message(), stored.payloadGone());
  }

  /** The answer with the message that the request's key has made already. */
  Optional<Answer> firstOf(Request request) {
    Answered as = new Answered(202, request.query().flag("with_content", true));
    return request
        .idempotencyKey()
        .flatMap(key -> known(request).flatMap(routes -> first(routes, key)))
        .map(stored -> as.with(stored.message(), stored.payloadGone()));
  }

  private Optional<StoredMessage> first(Routes routes, String key) {
    return history.messageOfKey(routes.application().id(), key);
  }
}
