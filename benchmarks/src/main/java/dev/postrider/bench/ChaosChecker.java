package dev.postrider.bench;

import dev.postrider.message.MessageId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares what the API acknowledged with what receivers got. It looks at two finished histories
 * and asks nobody else.
 */
final class ChaosChecker {
  /**
   * A delivery's answer and the commit that records it may lie so far apart; a disturbance in
   * between explains that the delivery is repeated.
   */
  private static final int COMMIT_MILLIS = 3_000;

  private final ChaosShape shape;
  private final ChaosSent sent;
  private final ChaosReceived received;
  private final List<ChaosEvent> events;
  private final ChaosFindings findings;

  ChaosChecker(
      ChaosShape shape,
      ChaosSent sent,
      ChaosReceived received,
      List<ChaosEvent> events,
      ChaosFindings findings) {
    this.shape = shape;
    this.sent = sent;
    this.received = received;
    this.events = List.copyOf(events);
    this.findings = findings;
  }

  /** How many copies were not the first, and how many of those a disturbance explains. */
  record Repeated(long all, long explained) {}

  /** Adds what is wrong to the findings. */
  Repeated check() {
    for (int endpoint = 0; endpoint < received.endpoints(); endpoint++) {
      for (int track = 0; track < sent.tracks(); track++) {
        if (shape.meant(endpoint, track)) {
          deliveries(endpoint, track);
        } else if (received.end(endpoint, track) > 0) {
          findings.add(
              ChaosBreach.PHANTOM,
              "endpoint %d got messages of track %d, which is not of its application"
                  .formatted(endpoint, track));
        }
      }
    }
    received.strangers().forEach(what -> findings.add(ChaosBreach.PHANTOM, what));
    return repeats();
  }

  /** How many deliveries of acknowledged messages have not come yet. */
  static long outstanding(ChaosShape shape, ChaosSent sent, ChaosReceived received) {
    long outstanding = 0;
    for (int endpoint = 0; endpoint < received.endpoints(); endpoint++) {
      for (int track = 0; track < sent.tracks(); track++) {
        int end = shape.meant(endpoint, track) ? sent.issued(track) : 0;
        for (int number = 0; number < end; number++) {
          outstanding +=
              sent.acknowledgedAt(track, number) > 0 && !received.has(endpoint, track, number)
                  ? 1
                  : 0;
        }
      }
    }
    return outstanding;
  }

  private void deliveries(int endpoint, int track) {
    int issued = sent.issued(track);
    int furthest = 0;
    for (int number = 0; number < Math.max(issued, received.end(endpoint, track)); number++) {
      int place = received.place(endpoint, track, number);
      if (place == 0) {
        if (sent.acknowledgedAt(track, number) > 0) {
          findings.add(ChaosBreach.LOST, told(endpoint, track, number));
        }
      } else if (number >= issued) {
        findings.add(ChaosBreach.PHANTOM, told(endpoint, track, number));
      } else {
        genuine(endpoint, track, number);
        if (shape.ordered(track) && place < furthest) {
          findings.add(ChaosBreach.OUT_OF_ORDER, told(endpoint, track, number));
        }
        furthest = Math.max(furthest, place);
      }
    }
  }

  private void genuine(int endpoint, int track, int number) {
    if (received.hash(endpoint, track, number) != sent.hash(track, number)) {
      findings.add(ChaosBreach.ALTERED, told(endpoint, track, number));
    }
    long acknowledged = sent.id(track, number);
    long id = received.id(endpoint, track, number);
    int sibling = shape.applicationOfTrack(track) * shape.endpoints();
    boolean sameEverywhere =
        !received.has(sibling, track, number) || received.id(sibling, track, number) == id;
    if (!sameEverywhere || (acknowledged > 0 && acknowledged != id)) {
      findings.add(ChaosBreach.TWIN, told(endpoint, track, number));
    }
  }

  private Repeated repeats() {
    long unexplained = 0;
    for (ChaosReceived.Repeat repeat : received.repeats()) {
      String told = told(repeat.endpoint(), repeat.track(), repeat.number());
      if (!repeat.same()) {
        findings.add(ChaosBreach.ALTERED, told + ", other bytes at " + repeat.millis() + " ms");
      }
      if (!repeat.sameId()) {
        findings.add(ChaosBreach.TWIN, told + ", another id at " + repeat.millis() + " ms");
      }
      if (!explained(repeat)) {
        unexplained++;
        findings.add(ChaosBreach.REPEATED, told + ", again at " + repeat.millis() + " ms");
      }
      if (shape.ordered(repeat.track()) && !repeat.head() && !keptBack(repeat)) {
        findings.add(ChaosBreach.REWOUND, told + ", again at " + repeat.millis() + " ms");
      }
    }
    return new Repeated(received.repeated(), received.repeated() - unexplained);
  }

  private boolean explained(ChaosReceived.Repeat repeat) {
    return events.stream().anyMatch(event -> within(event, repeat.firstMillis()));
  }

  /** A network that comes back hands over what the sender has given up and sent again since. */
  private boolean keptBack(ChaosReceived.Repeat repeat) {
    return events.stream()
        .filter(event -> event.kind().network())
        .anyMatch(event -> within(event, repeat.firstMillis()) || within(event, repeat.millis()));
  }

  private static boolean within(ChaosEvent event, int millis) {
    return event.from() - COMMIT_MILLIS <= millis && millis <= explainsUntil(event);
  }

  private static int explainsUntil(ChaosEvent event) {
    int over = event.overAt();
    return over == Integer.MAX_VALUE ? over : over + COMMIT_MILLIS;
  }

  /**
   * How much of the run until then was so far from every disturbance that a repetition would have
   * counted as unexplained. Where that is nothing, "all explained" says nothing.
   */
  static int calmMillis(List<ChaosEvent> events, int until) {
    int calm = 0;
    int explained = 0;
    for (ChaosEvent event :
        events.stream().sorted(Comparator.comparingInt(ChaosEvent::from)).toList()) {
      calm += Math.max(0, Math.min(until, event.from() - COMMIT_MILLIS) - explained);
      explained = Math.max(explained, Math.min(until, explainsUntil(event)));
    }
    return calm + Math.max(0, until - explained);
  }

  /** What is known of a delivery, and what happened around it. */
  private String told(int endpoint, int track, int number) {
    int at = received.millis(endpoint, track, number);
    int acknowledged = sent.acknowledgedAt(track, number);
    long id = Math.max(sent.id(track, number), received.id(endpoint, track, number));
    String near =
        ChaosTimeline.near(events, Math.max(at, acknowledged))
            .map(event -> event.kind().word() + " at " + event.from() + " ms")
            .collect(Collectors.joining(", "));
    return "endpoint %d, track %d, number %d, %s, acknowledged at %d ms, received at %d ms; near it: %s"
        .formatted(
            endpoint,
            track,
            number,
            id > 0 ? new MessageId(id).toString() : "id unknown",
            acknowledged,
            at,
            near.isEmpty() ? "nothing" : near);
  }
}
