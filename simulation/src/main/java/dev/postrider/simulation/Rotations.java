package dev.postrider.simulation;

import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Secret;
import dev.postrider.message.EndpointId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Secrets that change by the rules of {@code Endpoints.rotate}: the old ones sign on for a time, in
 * which the receiver begins to use the new one.
 */
final class Rotations {
  private static final Duration GRACE = Duration.ofSeconds(20);

  private record Used(int rotation, String secret) {}

  private final World world;
  private final Map<EndpointId, Used> used = new HashMap<>();
  private int rotations;

  Rotations(World world) {
    this.world = world;
  }

  /** The secrets of an endpoint that is new; its receiver knows them. */
  List<Secret> first(EndpointId endpoint) {
    Secret secret = new Secret("whsec_" + endpoint.value(), null);
    used.put(endpoint, new Used(0, secret.text()));
    return List.of(secret);
  }

  List<Secret> rotate(Endpoint endpoint) {
    Instant now = world.wall();
    String fresh = "whsec_%d_%d".formatted(endpoint.id().value(), ++rotations);
    List<Secret> secrets = new ArrayList<>(List.of(new Secret(fresh, null)));
    for (Secret old : endpoint.secrets()) {
      Secret kept = old.expires() == null ? new Secret(old.text(), now.plus(GRACE)) : old;
      if (kept.live(now)) {
        secrets.add(kept);
      }
    }
    long grace = GRACE.dividedBy(ChronoUnit.MICROS.getDuration());
    long until = world.chance.below((int) grace, "uses the new secret", rotations);
    Used next = new Used(rotations, fresh);
    // Whoever has a newer one by then has no use for this one.
    world.time.in(
        until,
        world.time.world,
        () -> used.merge(endpoint.id(), next, (a, b) -> a.rotation > b.rotation ? a : b));
    return secrets;
  }

  /** What signs a request at this time. */
  static List<String> live(Endpoint endpoint, Instant now) {
    return endpoint.secrets().stream().filter(s -> s.live(now)).map(Secret::text).toList();
  }

  /** The secret by which its receiver verifies now. */
  String used(EndpointId endpoint) {
    return Objects.requireNonNull(used.get(endpoint)).secret;
  }
}
