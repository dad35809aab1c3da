package dev.postrider.api.access;

import dev.postrider.api.http.RouteTable;
import dev.postrider.audit.AuditLog;
import dev.postrider.directory.ApiKeys;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** The paths of organisations' keys, and of what was changed. */
public final class AccessRoutes {
  private static final String KEYS = "/api/v1/api-key";
  private static final String ONE_KEY = KEYS + "/{key}";

  private AccessRoutes() {}

  /** The random numbers have to be unpredictable. */
  public static void add(
      RouteTable routes, ApiKeys keys, AuditLog log, InstantSource clock, RandomGenerator random) {
    KeyRequests requests = new KeyRequests(keys, clock, random);
    routes.get(KEYS, requests::list).post(KEYS, requests::create);
    routes.get(ONE_KEY, requests::get).delete(ONE_KEY, requests::revoke);
    routes.get("/api/v1/audit-log", new AuditRequests(log)::list);
  }
}
