package dev.postrider.bench;

import dev.postrider.message.MessageId;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The server's own history, read through its API: every attempt at every endpoint. An acknowledged
 * message has exactly one success at each of its endpoints, and no success stands there of which
 * the receiver does not know.
 */
final class ChaosRecord {
  private static final int PAGE = 250;
  private static final int SUCCESS = 0;

  private final ChaosShape shape;
  private final ChaosSent sent;
  private final ChaosReceived received;
  private final ChaosFindings findings;
  private long attempts;

  ChaosRecord(ChaosShape shape, ChaosSent sent, ChaosReceived received, ChaosFindings findings) {
    this.shape = shape;
    this.sent = sent;
    this.received = received;
    this.findings = findings;
  }

  /**
   * Compares all of it.
   *
   * @return how many attempts there are
   */
  long check(Api api, List<String> applications, List<String> endpoints)
      throws IOException, InterruptedException {
    for (int endpoint = 0; endpoint < endpoints.size(); endpoint++) {
      String application = applications.get(shape.applicationOfEndpoint(endpoint));
      compare(endpoint, successes(api, application, endpoints.get(endpoint)));
    }
    return attempts;
  }

  /** Keys of the messages that were delivered according to the server, rising. */
  private long[] successes(Api api, String application, String endpoint)
      throws IOException, InterruptedException {
    ChaosColumn keys = new ChaosColumn();
    String page =
        "/api/v1/app/%s/attempt/endpoint/%s?limit=%d&with_content=false"
            .formatted(application, endpoint, PAGE);
    String from = "";
    for (boolean done = false; !done; ) {
      JsonNode answer = api.read(page + from);
      for (JsonNode attempt : answer.path("data")) {
        attempts++;
        if (attempt.path("status").asInt() == SUCCESS) {
          MessageId id = MessageId.parse(attempt.path("msgId").asString()).orElseThrow();
          keys.set(keys.length(), id.value());
        }
      }
      done = answer.path("done").asBoolean();
      from = "&iterator=" + answer.path("iterator").asString("");
    }
    long[] sorted = new long[keys.length()];
    Arrays.setAll(sorted, keys::get);
    Arrays.sort(sorted);
    return sorted;
  }

  private void compare(int endpoint, long[] successes) {
    for (int i = 1; i < successes.length; i++) {
      if (successes[i] == successes[i - 1]) {
        wrong(endpoint, successes[i], "has two successes");
      }
    }
    boolean[] known = new boolean[successes.length];
    for (int track = 0; track < sent.tracks(); track++) {
      int end = shape.meant(endpoint, track) ? sent.issued(track) : 0;
      for (int number = 0; number < end; number++) {
        long id = Math.max(sent.id(track, number), received.id(endpoint, track, number));
        int at = id == 0 ? -1 : Arrays.binarySearch(successes, id);
        if (at >= 0) {
          known[at] = received.has(endpoint, track, number);
        }
        if (at < 0 && sent.acknowledgedAt(track, number) > 0) {
          wrong(endpoint, id, "of track %d, number %d, has no success".formatted(track, number));
        }
      }
    }
    for (int i = 0; i < successes.length; i++) {
      boolean twin = i > 0 && successes[i] == successes[i - 1];
      if (!known[i] && !twin) {
        wrong(endpoint, successes[i], "has a success that its receiver does not know of");
      }
    }
  }

  private void wrong(int endpoint, long id, String what) {
    String message = id == 0 ? "a message" : new MessageId(id).toString();
    findings.add(ChaosBreach.RECORD, "at endpoint %d, %s %s".formatted(endpoint, message, what));
  }
}
