package dev.postrider.api.pulse;

import dev.postrider.api.http.RouteTable;
import dev.postrider.directory.Directory;
import dev.postrider.pulse.Load;
import dev.postrider.pulse.Pulse;
import java.time.InstantSource;
import java.util.function.Supplier;

/** The paths of what happened over time. */
public final class PulseRoutes {
  private static final String APP = "/api/v1/app/{app}";
  private static final String ALL = "/api/v1";

  private PulseRoutes() {}

  public static void add(
      RouteTable routes,
      Directory directory,
      Pulse pulse,
      Supplier<Load> load,
      InstantSource clock) {
    routes.get(ALL + "/stats/backlog", new BacklogOut(load, clock)::get);
    PulsePoints points = new PulsePoints(directory, pulse, clock);
    routes.get(ALL + "/stats/pulse", points::ofOrganisation);
    routes.get(APP + "/stats/pulse", points::ofApplication);
    routes.get(APP + "/endpoint/{endpoint}/stats/pulse", points::ofEndpoint);
    PulseEndpoints endpoints = new PulseEndpoints(directory, pulse, clock);
    routes.get(ALL + "/stats/endpoints", endpoints::ofOrganisation);
    routes.get(APP + "/stats/endpoints", endpoints::ofApplication);
  }
}
