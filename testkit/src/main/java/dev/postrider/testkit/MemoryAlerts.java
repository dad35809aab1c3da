package dev.postrider.testkit;

import dev.postrider.alert.Alert;
import dev.postrider.alert.Alerts;
import dev.postrider.message.ApplicationId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is told by e-mail, in a map, for tests. Safe for use by many threads: one at a time. */
public final class MemoryAlerts implements Alerts {
  private record Whose(String organisation, @Nullable ApplicationId application) {}

  private final Map<Whose, Alert> alerts = new HashMap<>();

  @Override
  public synchronized Alert of(String organisation, @Nullable ApplicationId application) {
    return alerts.getOrDefault(new Whose(organisation, application), Alert.NOBODY);
  }

  @Override
  public synchronized void put(
      String organisation, @Nullable ApplicationId application, Alert alert) {
    alerts.put(new Whose(organisation, application), alert);
  }
}
