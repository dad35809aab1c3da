package dev.postrider.postgres;

import dev.postrider.alert.Alert;
import dev.postrider.directory.ApiKey;
import dev.postrider.directory.Application;
import dev.postrider.directory.Credential;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.EventType;
import dev.postrider.directory.Permission;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Verification;
import dev.postrider.message.ApplicationId;
import dev.postrider.operational.OperationalEvent;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.task.Task;
import dev.postrider.task.Work;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the audit log shows of things: all that their owner can see, but no secret, no value of a
 * header, and no credentials of a URL.
 */
final class AuditJson {
  private static final JsonMapper MAPPER = new JsonMapper();
  static final String HIDDEN = "***";

  private AuditJson() {}

  static ObjectNode empty() {
    return MAPPER.createObjectNode();
  }

  static ObjectNode of(Map<String, String> texts) {
    ObjectNode node = empty();
    texts.forEach(node::put);
    return node;
  }

  static ObjectNode of(Application application) {
    Application.Settings settings = application.settings();
    ObjectNode node = empty();
    node.put("name", settings.name());
    node.put("uid", settings.uid());
    node.put("platform", application.platform());
    node.put("throttleRate", settings.throttleRate());
    texts(node, "metadata", settings.metadata());
    texts(node, "platformSettings", settings.platformSettings());
    node.put("contentRetentionDays", settings.keeping().days());
    node.put("sealPayloads", settings.keeping().sealed());
    return node;
  }

  static ObjectNode of(Endpoint endpoint) {
    Endpoint.Settings settings = endpoint.settings();
    ObjectNode node = empty();
    node.put("application", endpoint.application().toString());
    node.put("url", url(settings.url()));
    node.put("description", settings.description());
    node.put("uid", settings.uid());
    node.put("disabled", settings.disabled());
    list(node, "eventTypes", settings.eventTypes());
    list(node, "channels", settings.channels());
    list(node, "tags", settings.tags());
    node.put("throttleRate", settings.throttleRate());
    ObjectNode headers = node.putObject("headers");
    settings.headers().keySet().stream().sorted().forEach(name -> headers.put(name, HIDDEN));
    texts(node, "metadata", settings.metadata());
    node.put("signatureHeaders", settings.signatureNames().name().toLowerCase(Locale.ROOT));
    policy(node, settings.overrides());
    String filter = FilterJson.write(settings.filter());
    if (filter != null) {
      node.set("filter", MAPPER.readTree(filter));
    }
    endpoint.secrets().forEach(secret -> node.withArray("secrets").add(shown(secret)));
    AuditedAuthentication.write(node, settings.authentication());
    verification(node, endpoint.verification());
    return node;
  }

  private static void verification(ObjectNode endpoint, Verification verification) {
    switch (verification) {
      case Verification.NotNeeded() -> {}
      case Verification.Pending _ -> endpoint.put("verification", "pending");
      case Verification.Verified _ -> endpoint.put("verification", "verified");
      case Verification.Failed _ -> endpoint.put("verification", "failed");
    }
  }

  static ObjectNode archived(boolean archived) {
    return empty().put("archived", archived);
  }

  static ObjectNode of(EventType type) {
    EventType.Settings settings = type.settings();
    ObjectNode node = empty();
    node.put("description", settings.description());
    node.put("archived", settings.archived());
    node.put("deprecated", settings.deprecated());
    node.put("schemas", settings.schemas());
    list(node, "featureFlags", settings.featureFlags());
    node.put("groupName", settings.groupName());
    policy(node, settings.policy());
    return node;
  }

  static ObjectNode of(Credential credential) {
    ObjectNode node = empty();
    node.put("application", credential.application().toString());
    node.put("platform", credential.platform());
    list(node, "permissions", credential.settings().permissions());
    return node;
  }

  static ObjectNode of(ApiKey key) {
    ObjectNode node = empty();
    node.put("name", key.settings().name());
    list(node, "permissions", key.settings().permissions().stream().map(Permission::word).toList());
    node.put("hint", key.hint());
    if (key.settings().expires() != null) {
      node.put("expiresAt", key.settings().expires().toString());
    }
    return node;
  }

  static ObjectNode of(Alert alert) {
    ObjectNode node = empty();
    list(node, "email", alert.emails());
    list(node, "events", alert.events().stream().map(OperationalEvent::type).toList());
    return node;
  }

  static ObjectNode of(Task task) {
    ObjectNode node = empty();
    node.put("task", task.work().kind().word());
    if (task.application() != null) {
      node.put("application", task.application().toString());
    }
    if (task.work() instanceof Work.Replay replay) {
      node.put("endpoint", replay.endpoint().toString());
    }
    return node;
  }

  static ObjectNode session(ApplicationId application, @Nullable String name) {
    return empty().put("application", application.toString()).put("name", name);
  }

  /** Of an application's sessions, those of some names, or all. */
  static ObjectNode ended(Set<String> names, Instant by) {
    ObjectNode node = empty().put("expires", by.toString());
    list(node, "names", names);
    return node;
  }

  /** How many of them a master key seals now. */
  static ObjectNode dataKeys(int number) {
    return empty().put("dataKeys", number);
  }

  static ObjectNode expunged(String what) {
    return empty().put("expunged", what);
  }

  private static String shown(Secret secret) {
    String kind = secret.text().substring(0, secret.text().indexOf('_') + 1);
    return kind + HIDDEN + (secret.expires() == null ? "" : " until " + secret.expires());
  }

  /** Neither user-info nor what stands behind the question mark, where tokens are put as well. */
  static String url(String url) {
    int query = url.indexOf('?');
    String place = query < 0 ? url : url.substring(0, query) + "?" + HIDDEN;
    return place.replaceFirst("//[^/?#]*@", "//" + HIDDEN + "@");
  }

  private static void policy(ObjectNode node, PolicyOverrides overrides) {
    if (!overrides.equals(PolicyOverrides.NONE)) {
      node.set("policy", MAPPER.readTree(Json.overrides(overrides)));
    }
  }

  private static void texts(ObjectNode node, String name, Map<String, String> texts) {
    ObjectNode object = node.putObject(name);
    texts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(text -> object.put(text.getKey(), text.getValue()));
  }

  private static void list(ObjectNode node, String name, Collection<String> texts) {
    var array = node.putArray(name);
    texts.stream().sorted().forEach(array::add);
  }

  /** As it is stored; null for nothing. */
  static @Nullable String text(@Nullable ObjectNode node) {
    return node == null ? null : node.toString();
  }
}
