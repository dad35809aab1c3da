package dev.postrider.api.accept;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.inspect.MessageOut;
import dev.postrider.directory.Routes;
import dev.postrider.history.History.StoredMessage;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.message.MessageId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes many messages in one request: good ones are accepted though others are refused, and each
 * has its own answer, in order.
 */
record AcceptBatch(Accept accept, InstantSource clock) implements Handler {
  /** What an answer about one message takes. */
  private static final int ROOM = 256;

  @Override
  public Answer handle(Request request) throws InterruptedException {
    Routes routes = accept.routes(request);
    List<BatchIn.Item> items = BatchIn.read(request.body(), clock);
    List<Appended> answers =
        accept.append(drafts(routes, items, request.idempotencyKey().orElse(null)));
    refuseWhenAllWait(items, answers);
    Map<MessageId, StoredMessage> firsts = accept.firsts(routes, repeated(answers));
    JsonWriter json = new JsonWriter(ROOM * items.size());
    json.beginObject().name("data").beginArray();
    Iterator<Appended> next = answers.iterator();
    for (BatchIn.Item item : items) {
      json.beginObject();
      switch (item) {
        case BatchIn.Item.Good _ -> write(json, next.next(), firsts);
        case BatchIn.Item.Bad(List<Problem> problems) -> write(json, problems);
      }
      json.endObject();
    }
    Answer answer = Answer.json(200, json.endArray().endObject());
    return answers.stream().anyMatch(Appended.Unavailable.class::isInstance)
        ? answer.incomplete()
        : answer;
  }

  /**
   * A message without a key of its own has one when the request has: SDKs repeat a request with its
   * key, and a batch must repeat nothing though its answer was lost, was too large to remember, or
   * had some of them wait. No key of a caller's has a line feed in it.
   */
  private static List<Draft> drafts(
      Routes routes, List<BatchIn.Item> items, @Nullable String requestKey) {
    List<Draft> drafts = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof BatchIn.Item.Good(MessageIn in)) {
        String key = in.idempotencyKey();
        boolean derived = key == null && requestKey != null;
        drafts.add(Accept.draft(routes, in, derived ? requestKey + "\n" + i : key));
      }
    }
    return drafts;
  }

  /** Nothing was taken and nothing is wrong: 503 has every client come back by itself. */
  private static void refuseWhenAllWait(List<BatchIn.Item> items, List<Appended> answers) {
    boolean all =
        answers.size() == items.size()
            && answers.stream().allMatch(Appended.Unavailable.class::isInstance);
    if (all && answers.getFirst() instanceof Appended.Unavailable(String reason, var wait)) {
      throw Refusal.unavailable(reason, wait);
    }
  }

  private static List<MessageId> repeated(List<Appended> answers) {
    return answers.stream()
        .filter(Appended.Repeated.class::isInstance)
        .map(answer -> ((Appended.Repeated) answer).first())
        .toList();
  }

  private static void write(
      JsonWriter json, Appended answer, Map<MessageId, StoredMessage> firsts) {
    switch (answer) {
      case Appended.Accepted(var message) -> {
        json.name("status").value(202).name("message");
        MessageOut.write(json, message, false, false);
      }
      case Appended.Repeated(MessageId first) -> {
        StoredMessage stored =
            Objects.requireNonNull(firsts.get(first), "a repeated message cannot be read");
        json.name("status").value(202).name("message");
        MessageOut.write(json, stored.message(), stored.payloadGone(), false);
      }
      case Appended.Conflict(MessageId holder) ->
          write(json, 409, "conflict", Accept.taken(holder));
      case Appended.Unavailable(String reason, _) -> write(json, 503, "unavailable", reason);
      case Appended.Unstorable(String reason) ->
          write(json, List.of(Problem.value(List.of("body"), reason)));
    }
  }

  private static void write(JsonWriter json, int status, String code, String detail) {
    json.name("status").value(status);
    json.name("code").value(code).name("detail").value(detail);
  }

  private static void write(JsonWriter json, List<Problem> problems) {
    json.name("status").value(422).name("detail").beginArray();
    problems.forEach(problem -> problem.write(json));
    json.endArray();
  }
}
