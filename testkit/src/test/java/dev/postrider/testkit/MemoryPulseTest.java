package dev.postrider.testkit;

import dev.postrider.directory.Application;
import dev.postrider.message.ApplicationId;
import dev.postrider.pulse.Pulse;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

final class MemoryPulseTest extends PulseContract {
  private final Edges edges = MemoryNames.of(InstantSource.system());
  private final Set<ApplicationId> known = new HashSet<>();

  @Override
  protected Pulse pulse() {
    return new MemoryPulse(id -> known.contains(id) ? Edges.ORGANISATION : null);
  }

  @Override
  protected Application application() {
    Application application = edges.application();
    known.add(application.id());
    return application;
  }
}
