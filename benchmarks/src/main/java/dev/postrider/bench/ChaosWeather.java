package dev.postrider.bench;

/** What the way to a receiver does with what passes. */
sealed interface ChaosWeather {

  /** Everything passes. */
  record Clear() implements ChaosWeather {}

  /** Connections are reset, new ones at once. */
  record Refusing() implements ChaosWeather {}

  /** Connections stand and nothing passes, either way, until the weather changes. */
  record Silent() implements ChaosWeather {}

  /** Whatever passes comes later, each piece by so much. */
  record Slow(int millis) implements ChaosWeather {}

  /**
   * Requests pass; instead of the answer, the sender gets a reset, or the end of the connection's
   * one half.
   */
  record LosingAnswers(boolean reset) implements ChaosWeather {}

  /** What it is for a person. */
  default String told() {
    return switch (this) {
      case Clear() -> "clear";
      case Refusing() -> "connections are reset";
      case Silent() -> "nothing passes";
      case Slow(int millis) -> "each piece " + millis + " ms late";
      case LosingAnswers(boolean reset) ->
          reset ? "a reset instead of each answer" : "half-closed instead of each answer";
    };
  }
}
