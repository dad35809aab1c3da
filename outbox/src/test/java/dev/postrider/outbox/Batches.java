package dev.postrider.outbox;

import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The batch API over real HTTP: an event id that was taken is 409, and a test may say no. */
final class Batches implements AutoCloseable {
  private final Receiver receiver = Receiver.start();
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  final List<JsonNode> taken = new CopyOnWriteArrayList<>();

  Batches() {
    takeAll();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + receiver.port());
  }

  /** Every message is taken, unless its event id was. */
  void takeAll() {
    refuse(message -> "");
  }

  /** A message is answered so, and taken where that is empty. */
  void refuse(Function<JsonNode, String> answers) {
    receiver.answer(request -> Answer.status(200, each(request, answers)));
  }

  /** Whole requests are answered so. */
  void answer(Function<Received, Answer> answers) {
    receiver.answer(answers);
  }

  /** One request after the other: that of a sender who was killed may still be on its way. */
  synchronized String each(Received request, Function<JsonNode, String> answers) {
    List<String> data = new ArrayList<>();
    for (JsonNode message : messages(request)) {
      String answer =
          isOne(message)
              ? answers.apply(message)
              : "{\"status\":422,\"detail\":[{\"loc\":[\"eventType\"],\"msg\":\"is missing\"}]}";
      if (!answer.isEmpty()) {
        data.add(answer);
      } else if (known.add(message.path("eventId").asString())) {
        taken.add(message);
        data.add("{\"status\":202,\"message\":{\"id\":\"msg_1\",\"tags\":[\"a\"]}}");
      } else {
        data.add("{\"status\":409,\"code\":\"conflict\",\"detail\":\"taken\"}");
      }
    }
    return "{\"data\":[" + String.join(",", data) + "]}";
  }

  /** One that is none is refused by itself, by the real API too (BatchTest). */
  static boolean isOne(JsonNode message) {
    return message.has("eventType");
  }

  static JsonNode messages(Received request) {
    return JsonMapper.shared().readTree(request.body().text()).path("messages");
  }

  List<Received> requests() {
    return receiver.received();
  }

  /** The event ids that were taken, in that order. */
  List<String> ids() {
    return taken.stream()
        .map(message -> message.path("eventId").asString())
        .collect(Collectors.toList());
  }

  @Override
  public void close() {
    receiver.close();
  }
}
