package dev.postrider.simulation;

import java.util.stream.Collectors;

/**
 * A seed that breaks a promise, and the shortest scenario found that breaks one.
 *
 * @param broken what is broken there
 * @param story what happened there, up to that moment
 */
public record Finding(long seed, Scenario shortest, String broken, String story) {

  /** The command that repeats it. */
  public String command() {
    return "./bench simulate --seed " + seed;
  }

  /** For a person: what to run, what is left of the scenario, and its story. */
  public String text() {
    return """
    seed %d breaks a promise: %s
    repeat it with: %s
    what is left of it: endpoints %s, messages %s, troubles %s, %s
    %s\
    """
        .formatted(
            seed,
            broken,
            command(),
            shortest.webhooks(),
            shortest.arrivals().stream().map(a -> "m" + a.number()).toList(),
            shortest.troubles().stream()
                .map(t -> t.number() + " " + t.kind() + " at " + t.at() / 1_000 + " ms")
                .toList(),
            shortest.natures().stream().map(Enum::name).collect(Collectors.joining(", ", "[", "]")),
            story);
  }
}
