package dev.postrider.api;

import dev.postrider.api.AccessTest.Who;
import dev.postrider.api.TestApi.Reply;
import dev.postrider.api.http.RouteTable.Route;
import dev.postrider.api.platforms.Grant;
import dev.postrider.api.platforms.Grants;
import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.directory.ApiKey;
import dev.postrider.directory.ApiKeyText;
import dev.postrider.directory.Application;
import dev.postrider.directory.Credential;
import dev.postrider.directory.Permission;
import dev.postrider.directory.SecretHash;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.operational.OperationalApplication;
import dev.postrider.platform.Platform;
import dev.postrider.record.Entry;
import dev.postrider.testkit.Drafts;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An application with one of everything that a path can speak of. */
final class Things {
  private static final Pattern VARIABLE = Pattern.compile("[{](\\w+)[}]");
  private static final String EVERYTHING = "app endpoint msg attempt name key";

  private final TestApi api;
  private final String uid = "u-" + UUID.randomUUID();
  private final String application;
  private final Map<String, String> variables;
  private final Map<String, String> operational;

  Things(TestApi api) {
    this.api = api;
    this.application =
        api.post("/app", "{\"name\":\"shop\",\"uid\":\"%s\"}".formatted(uid)).at("/id");
    String app = "/app/" + application;
    api.post("/event-type", "{\"name\":\"%s\",\"description\":\"\"}".formatted(uid));
    api.post(app + "/credential", "{\"name\":\"%s\"}".formatted(uid));
    String endpoint = api.endpoint(application);
    String message = api.post(app + "/msg", "{\"eventType\":\"a\",\"payload\":{}}").at("/id");
    attempt(endpoint, message);
    String attempt = api.get(app + "/attempt/msg/" + message).at("/data/0/id");
    this.operational = operational();
    this.variables = Map.of("endpoint", endpoint, "msg", message, "attempt", attempt, "name", uid);
  }

  /** An operational webhook, and a message to it. */
  private Map<String, String> operational() {
    Reply made = api.post("/operational-webhook/endpoint", "{\"url\":\"https://example.com/\"}");
    Application reserved =
        OperationalApplication.find(api.directory, Tokens.DEFAULT_ORGANISATION).orElseThrow();
    Draft draft = Drafts.plain(reserved.id(), "{}");
    var accepted = (Appended.Accepted) api.log.append(List.of(draft)).getFirst();
    return Map.of("endpoint", made.at("/id"), "msg", accepted.message().id().toString());
  }

  private void attempt(String endpoint, String message) {
    var outcome = new Outcome.Answered(200, null, Payload.of("thanks"));
    api.history.record(
        new Entry(
            1,
            EndpointId.parse(endpoint).orElseThrow(),
            MessageId.parse(message).orElseThrow(),
            ApplicationId.parse(application).orElseThrow(),
            1,
            false,
            new Attempted("https://example.com/", api.now.get(), Duration.ofMillis(1), outcome),
            Entry.State.DELIVERED,
            null,
            new Entry.ParkedChange.None()));
  }

  /** True when there is something for all that the route speaks of. */
  static boolean allKnown(Route route) {
    return VARIABLE
        .matcher(route.path())
        .results()
        .allMatch(variable -> EVERYTHING.contains(variable.group(1)));
  }

  /** The route's path to these things, as this caller says it. */
  String path(Route route, Who who) {
    boolean byUid = who == Who.PORTAL_BY_UID || who == Who.PORTAL_OF_ANOTHER_BY_UID;
    return VARIABLE.matcher(route.path()).replaceAll(variable -> value(route, variable, byUid));
  }

  private String value(Route route, MatchResult variable, boolean byUid) {
    String name = variable.group(1);
    if (route.path().contains("/operational-webhook/")) {
      return operational.getOrDefault(name, "nothing");
    }
    if (name.equals("key")) {
      return key(Set.of(Permission.READ)).id();
    }
    return name.equals("app")
        ? (byUid ? uid : application)
        : variables.getOrDefault(name, "nothing");
  }

  /** A key, and its text. */
  record Key(String id, String text) {}

  /** One with these permissions. */
  Key key(Set<Permission> permissions) {
    String words =
        permissions.stream().map(one -> '"' + one.word() + '"').collect(Collectors.joining(","));
    Reply made =
        api.post("/api-key", "{\"name\":\"%s\",\"permissions\":[%s]}".formatted(uid, words));
    return new Key(made.at("/id"), made.at("/key"));
  }

  /** One of another organisation's, which may do everything there. */
  String foreignKey() {
    String text = ApiKeyText.generate(new SecureRandom());
    var settings = new ApiKey.Settings("foreign", EnumSet.allOf(Permission.class), null);
    var _ =
        api.apiKeys
            .create("org_other", settings, SecretHash.of(text), ApiKeyText.hint(text))
            .orElseThrow();
    return text;
  }

  /** One whose time is over. */
  String expiredKey() {
    String text = ApiKeyText.generate(new SecureRandom());
    var settings = new ApiKey.Settings("expired", EnumSet.allOf(Permission.class), api.now.get());
    var _ =
        api.apiKeys
            .create(Tokens.DEFAULT_ORGANISATION, settings, SecretHash.of(text), "pr_live_abcd")
            .orElseThrow();
    return text;
  }

  /** One that was revoked. */
  String revoked() {
    Key key = key(EnumSet.allOf(Permission.class));
    api.delete("/api-key/" + key.id());
    return key.text();
  }

  /** A token for the portal of the application. */
  String portal(String body) {
    return api.post("/auth/app-portal-access/" + application, body).at("/token");
  }

  /** One that was logged out. */
  String ended() {
    String token = portal("{}");
    api.call("POST", "/auth/logout", "", "Authorization", "Bearer " + token);
    return token;
  }

  /** The token of a credential, which opens the API of a platform. */
  String credential() {
    Credential credential = api.directory.credential(Platform.STANDARD, uid).orElseThrow();
    Grant grant =
        new Grant(
            credential.application(),
            credential.platform(),
            uid,
            credential.createdAt().truncatedTo(ChronoUnit.MICROS));
    return api.tokens.mint(grant, Grants.Use.CALLS, Duration.ofDays(1));
  }
}
