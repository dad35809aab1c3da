package dev.postrider.server;

import dev.postrider.testkit.Received;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a receiver got, read as lanes: for each endpoint and ordering key the numbers in the order
 * of their coming.
 */
final class Lanes {
  private static final Pattern BODY = Pattern.compile("\\{\"lane\":(\\d+),\"n\":(\\d+)\\}");

  private final Map<String, Integer> next = new HashMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private final List<String> outOfOrder = new ArrayList<>();
  private final List<String> twins = new ArrayList<>();
  private int duplicates;

  static String message(int lane, int n) {
    return """
    {"eventType":"load","eventId":"lane%1$d-%2$d","orderingKey":"lane-%1$d","payload":{"lane":%1$d,"n":%2$d}}\
    """
        .formatted(lane, n);
  }

  static Lanes of(List<Received> received) {
    var lanes = new Lanes();
    received.forEach(lanes::add);
    return lanes;
  }

  private void add(Received request) {
    Matcher body = BODY.matcher(new String(request.body().bytes(), StandardCharsets.UTF_8));
    if (!body.matches()) {
      return; // not of the load
    }
    String lane = request.target() + " lane " + body.group(1);
    int n = Integer.parseInt(body.group(2));
    String first = ids.putIfAbsent(body.group(), request.messageId());
    if (first != null && !first.equals(request.messageId())) {
      twins.add(lane + ": " + n + " came as " + first + " and as " + request.messageId());
    }
    int expected = next.getOrDefault(lane, 0);
    if (n < expected) {
      duplicates++;
    } else if (n == expected) {
      next.put(lane, n + 1);
    } else {
      outOfOrder.add(lane + ": " + n + " came when " + expected + " was due");
    }
  }

  /** How many of the lane have come to this path, the first of each, without a gap. */
  int reached(String path, int lane) {
    return next.getOrDefault(path + " lane " + lane, 0);
  }

  int duplicates() {
    return duplicates;
  }

  /** Messages that came under two ids, at whichever endpoints: they were published twice. */
  List<String> twins() {
    return twins;
  }

  List<String> outOfOrder() {
    return outOfOrder;
  }
}
