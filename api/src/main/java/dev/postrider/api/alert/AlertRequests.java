package dev.postrider.api.alert;

import dev.postrider.alert.Alert;
import dev.postrider.alert.Alerts;
import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.message.ApplicationId;
import dev.postrider.operational.OperationalEvent;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers who is told by e-mail, and changes it. */
final class AlertRequests {
  private static final int LONGEST = 254;

  /**
   * As mail servers have them in practice: no quotes, no comments, and nothing that a header minds.
   */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?");

  private static final Rule EMAIL =
      text ->
          text.length() <= LONGEST && ADDRESS.matcher(text).matches()
              ? null
              : "must be an e-mail address of at most " + LONGEST + " characters";

  private static final Rule EVENT =
      text ->
          OperationalEvent.TYPES.contains(text)
              ? null
              : "must be one of "
                  + OperationalEvent.TYPES.stream().sorted().collect(Collectors.joining(", "));

  private final Directory directory;
  private final Alerts alerts;
  private final boolean mails;

  AlertRequests(Directory directory, Alerts alerts, boolean mails) {
    this.directory = directory;
    this.alerts = alerts;
    this.mails = mails;
  }

  Answer get(Request request) {
    return answer(alerts.of(request.organisation(), null));
  }

  Answer put(Request request) {
    return put(request, null);
  }

  Answer getOfApplication(Request request) {
    return answer(alerts.of(request.organisation(), application(request)));
  }

  Answer putOfApplication(Request request) {
    return put(request, application(request));
  }

  private ApplicationId application(Request request) {
    return directory
        .application(request.organisation(), request.id("app"))
        .map(Application::id)
        .orElseThrow(Refusal::notFound);
  }

  private Answer put(Request request, @Nullable ApplicationId application) {
    Fields fields = request.fields();
    fields.require("email");
    fields.require("events");
    Set<String> emails = fields.texts("email", 0, Alert.MOST_EMAILS, EMAIL);
    Set<String> types = fields.texts("events", 0, OperationalEvent.TYPES.size(), EVENT);
    fields.check();
    Alert alert =
        new Alert(
            emails == null ? Set.of() : emails,
            Arrays.stream(OperationalEvent.values())
                .filter(event -> types != null && types.contains(event.type()))
                .collect(Collectors.toSet()));
    alerts.put(request.organisation(), application, alert);
    return answer(alert);
  }

  private Answer answer(Alert alert) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("email").beginArray();
    alert.emails().stream().sorted().forEach(json::value);
    json.endArray();
    json.name("events").beginArray();
    alert.events().stream().map(OperationalEvent::type).sorted().forEach(json::value);
    json.endArray();
    json.name("sends").value(mails);
    return Answer.json(200, json.endObject());
  }
}
