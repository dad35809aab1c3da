package dev.postrider.server.config;

import java.time.Duration;

/** What {@code postrider listen} is told: options of that command only, never settings. */
public final class ListenKeys {
  public static final Key<Integer> PORT =
      Key.of("port", Kinds.number(0, 65_535), 4000, "The port to listen on; 0 takes a free one.");

  public static final Key<Integer> STATUS =
      Key.of("status", Kinds.number(200, 599), 200, "The status that webhooks are answered with.");

  public static final Key<Duration> DELAY =
      Key.of(
          "delay",
          Kinds.duration(Duration.ZERO, Duration.ofMinutes(10)),
          Duration.ZERO,
          "How long each webhook waits for its answer.");

  public static final Key<Integer> FAIL =
      Key.of("fail", Kinds.number(0, 1_000_000), 0, "How many of the first fail, with 503.");

  public static final Key<Integer> COUNT =
      Key.absent("count", Kinds.number(1, 1_000_000), "How many webhooks to take.");

  private ListenKeys() {}
}
