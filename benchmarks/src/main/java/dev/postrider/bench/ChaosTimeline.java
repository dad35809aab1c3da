package dev.postrider.bench;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The disturbances of a run in the order of their beginning, told as they come. */
final class ChaosTimeline {
  private final long origin = System.nanoTime();
  private final int endpoints;
  private final List<ChaosEvent> events = new CopyOnWriteArrayList<>();

  /** Those whose end is not yet felt everywhere: few, and looked at with every message. */
  private final List<ChaosEvent> felt = new CopyOnWriteArrayList<>();

  ChaosTimeline(int endpoints) {
    this.endpoints = endpoints;
  }

  /** Milliseconds since the start of the run, from 1. */
  int millis() {
    return (int) ((System.nanoTime() - origin) / 1_000_000) + 1;
  }

  ChaosEvent begin(ChaosKind kind, String what) {
    var event = new ChaosEvent(kind, what, millis(), endpoints);
    events.add(event);
    felt.add(event);
    tell(event.from(), kind.word() + ": " + what);
    return event;
  }

  void end(ChaosEvent event) {
    int now = millis();
    event.end(now);
    if (now - event.from() > 100) {
      tell(now, event.kind().word() + ": over after " + (now - event.from()) + " ms");
    }
  }

  /** A line of the timeline, on standard error. */
  void tell(String line) {
    tell(millis(), line);
  }

  private static void tell(int millis, String line) {
    Figures.progress("%8.3f s  %s".formatted(millis / 1e3, line));
  }

  void acknowledged(int posted) {
    if (!felt.isEmpty()) {
      int now = millis();
      felt.forEach(event -> event.acknowledged(posted, now));
      forget();
    }
  }

  void received(int endpoint, int posted) {
    if (!felt.isEmpty()) {
      int now = millis();
      felt.forEach(event -> event.received(endpoint, posted, now));
      forget();
    }
  }

  private void forget() {
    for (ChaosEvent event : List.copyOf(felt)) {
      if (event.over() && felt.remove(event)) {
        tell(
            "recovered from %s of %.3f s: %s"
                .formatted(event.kind().word(), event.from() / 1e3, told(event)));
      }
    }
  }

  private static String told(ChaosEvent event) {
    ChaosEvent.Account account = event.account(true);
    return "accepts after %d ms, first received after %d, everywhere after %d"
        .formatted(account.acceptMillis(), account.receiveMillis(), account.everywhereMillis());
  }

  List<ChaosEvent> events() {
    return List.copyOf(events);
  }

  List<ChaosEvent.Account> accounts() {
    List<ChaosEvent> all = events();
    return all.stream().map(event -> event.account(alone(event, all))).toList();
  }

  /** True when no other one began, or was still felt, between its beginning and its end's end. */
  private static boolean alone(ChaosEvent event, List<ChaosEvent> all) {
    return all.stream()
        .filter(other -> other != event)
        .noneMatch(other -> other.from() <= event.overAt() && other.overAt() >= event.from());
  }

  /** Those around a moment, nearest first. */
  static Stream<ChaosEvent> near(List<ChaosEvent> events, int millis) {
    return events.stream()
        .sorted(Comparator.comparingInt(event -> Math.abs(event.from() - millis)))
        .limit(3);
  }
}
