package dev.postrider.api.inspect;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.audit.AuditEntry.Subject;
import dev.postrider.audit.AuditLog;
import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Resend;
import dev.postrider.history.History.StoredMessage;
import java.time.Duration;
import java.util.Map;

/** Sends a message to an endpoint once more. */
final class Resends {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Subjects subjects;
  private final Resend resend;
  private final AuditLog audit;

  Resends(Subjects subjects, Resend resend, AuditLog audit) {
    this.subjects = subjects;
    this.resend = resend;
    this.audit = audit;
  }

  /**
   * 202 when it is on disk that the message will be sent; refuses at once what could never be sent.
   */
  Answer resend(Request request) throws InterruptedException {
    Application application = subjects.application(request);
    StoredMessage stored = subjects.message(request, application);
    Endpoint endpoint = subjects.endpoint(request, application);
    if (endpoint.status() != Endpoint.Status.ENABLED) {
      throw Refusal.badRequest(
          "endpoint_disabled", "The endpoint is disabled; enable it before sending to it");
    }
    if (stored.payloadGone()) {
      throw Refusal.badRequest("missing_payload", "The payload of this message is gone");
    }
    audit.note(
        new Subject("message", stored.message().id().toString()),
        Map.of("resentTo", endpoint.id().toString()));
    if (!resend.resend(endpoint, stored.message().id())) {
      throw Refusal.unavailable("The resend could not be stored", RETRY);
    }
    return Answer.json(202, new JsonWriter().beginObject().endObject());
  }
}
