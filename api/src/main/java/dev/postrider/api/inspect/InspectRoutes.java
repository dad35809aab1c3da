package dev.postrider.api.inspect;

import dev.postrider.api.http.RouteTable;
import dev.postrider.api.manage.OperationalScope;
import dev.postrider.audit.AuditLog;
import dev.postrider.directory.Directory;
import dev.postrider.dispatch.Cancel;
import dev.postrider.dispatch.Resend;
import dev.postrider.history.History;
import dev.postrider.task.Tasks;
import java.time.InstantSource;

/** The paths of what can be looked at. */
public final class InspectRoutes {
  private static final String APP = "/api/v1/app/{app}";
  private static final String MESSAGE = APP + "/msg/{msg}";

  private InspectRoutes() {}

  public static void add(
      RouteTable routes,
      Directory directory,
      History history,
      Resend resend,
      Cancel cancel,
      AuditLog audit,
      Tasks tasks,
      InstantSource clock) {
    Subjects subjects = new Subjects(directory, history);
    Messages messages = new Messages(subjects, history, clock);
    routes.get(APP + "/msg", messages::list).get(MESSAGE, messages::get);
    Expunges expunges = new Expunges(subjects, history, tasks);
    routes.delete(MESSAGE + "/content", expunges::message);
    routes.delete(MESSAGE + "/attempt/{attempt}/content", expunges::attempt);
    routes.post(APP + "/msg/bulk-expunge", expunges::messages);
    routes.post(APP + "/msg/expunge-all-contents", expunges::all);

    Attempts attempts = new Attempts(subjects, history, clock);
    routes.get(APP + "/attempt/endpoint/{endpoint}", attempts::ofEndpoint);
    routes.get(APP + "/attempt/msg/{msg}", attempts::ofMessage);
    routes.get(MESSAGE + "/attempt/{attempt}", attempts::get);
    routes.get(MESSAGE + "/attempt", attempts::ofMessage);
    routes.get(MESSAGE + "/endpoint/{endpoint}/attempt", attempts::ofDelivery);

    EndpointMessages endpointMessages = new EndpointMessages(subjects, history, clock);
    routes.get(APP + "/endpoint/{endpoint}/msg", endpointMessages::list);
    routes.get(
        APP + "/endpoint/{endpoint}/stats", new EndpointStats(subjects, history, clock)::get);

    routes.get(MESSAGE + "/endpoint", new Destinations(subjects, directory, history)::list);
    Resends resends = new Resends(subjects, resend, audit);
    routes.post(MESSAGE + "/endpoint/{endpoint}/resend", resends::resend);

    Cancellations cancellations = new Cancellations(subjects, directory, history, cancel, audit);
    routes.post(MESSAGE + "/cancel", cancellations::message);
    routes.post(MESSAGE + "/endpoint/{endpoint}/cancel", cancellations::endpoint);

    // Whoever is told too little looks here what was sent, and what came back.
    OperationalScope operational = new OperationalScope(directory);
    String told = OperationalScope.PATH + "/msg/{msg}";
    routes.get(OperationalScope.PATH + "/msg", operational.listing(messages::list));
    routes.get(told, operational.of(messages::get));
    routes.get(
        OperationalScope.PATH + "/attempt/endpoint/{endpoint}",
        operational.of(attempts::ofEndpoint));
    routes.post(told + "/endpoint/{endpoint}/resend", operational.of(resends::resend));

    Health health = new Health(history);
    String report = "/api/v1/health";
    String ping = report + "/ping";
    routes.get(report, health::report).head(report, health::report);
    routes.get(ping, health::ping).head(ping, health::ping);
    routes.post("/api/v1/admin/redrive-dlq", health::redrive);
  }
}
