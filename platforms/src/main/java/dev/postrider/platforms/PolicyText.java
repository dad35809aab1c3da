package dev.postrider.platforms;

import com.networknt.schema.Error;
import dev.postrider.platform.PolicyWords;
import dev.postrider.platform.Reading.Fault;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyBounds;
import dev.postrider.policy.PolicyOverrides;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes what endpoints have of their own, by the schema and in the words of platform
 * files. Safe for use by many threads.
 */
public final class PolicyText implements PolicyWords {
  private static final int MOST_FAULTS = 20;

  /** A lane and an endpoint have deliveries of many types. */
  private static final List<String> OF_ENDPOINTS = List.of("order", "concurrency", "failing");

  private static final JsonMapper JSON = new JsonMapper();

  private final PolicyBounds bounds;
  private final BoundsCheck check;

  /** Keeps endpoints within these bounds. */
  public PolicyText(PolicyBounds bounds) {
    this.bounds = bounds;
    this.check = new BoundsCheck(bounds);
  }

  @Override
  public Said read(String json, boolean whole, PolicyOverrides stands, Policy platform) {
    JsonNode said = JSON.readTree(json);
    ObjectNode all = whole ? JsonNodeFactory.instance.objectNode() : PolicyWriter.write(stands);
    put(said, all);
    List<Fault> faults = new ArrayList<>();
    for (Error error : Schemas.errors(Schemas.POLICY, all)) {
      faults.add(new Fault(Schemas.pointer(error), Schemas.explained(error)));
    }
    if (!faults.isEmpty()) {
      return wrong(faults);
    }
    PolicyOverrides next = PolicyNode.read(all, faults);
    if (!faults.isEmpty()) {
      return wrong(faults);
    }
    requireOneMeaning(said, all, next.on(platform), faults);
    faults.addAll(check.faults(next, stands));
    return faults.isEmpty() ? new Said.Good(next) : wrong(faults);
  }

  @Override
  public Said readOfType(String json, boolean whole, PolicyOverrides stands) {
    JsonNode said = JSON.readTree(json);
    List<Fault> faults =
        OF_ENDPOINTS.stream()
            .filter(said::has)
            .map(word -> new Fault("/" + word, "is said of endpoints, not of event types"))
            .toList();
    return faults.isEmpty() ? read(json, whole, stands, Policy.STANDARD) : wrong(faults);
  }

  /** Puts each member over what is there; null takes it away. */
  private static void put(JsonNode said, ObjectNode all) {
    if (said.has("refuse") || said.has("retryOnly")) {
      // Two ways to say one value.
      all.remove("refuse");
      all.remove("retryOnly");
    }
    said.properties()
        .forEach(member -> {
          if (member.getValue().isNull() && Schemas.knowsOfPolicies(member.getKey())) {
            all.remove(member.getKey());
          } else {
            all.set(member.getKey(), member.getValue());
          }
        });
  }

  /** One status cannot be refused without consequences and say goodbye. */
  private static void requireOneMeaning(
      JsonNode said, JsonNode all, Policy policy, List<Fault> faults) {
    boolean asked = said.hasNonNull("refuse") || said.hasNonNull("goodbye");
    if (asked
        && all.has("refuse")
        && policy.statuses().refusals().meets(policy.statuses().goodbyes())) {
      faults.add(
          new Fault(
              said.hasNonNull("refuse") ? "/refuse" : "/goodbye",
              "has a status that is in both refuse (%s) and goodbye (%s)"
                  .formatted(policy.statuses().refusals(), policy.statuses().goodbyes())));
    }
  }

  private static Said wrong(List<Fault> faults) {
    return new Said.Wrong(faults.subList(0, Math.min(faults.size(), MOST_FAULTS)));
  }

  @Override
  public String write(PolicyOverrides overrides) {
    return PolicyWriter.write(overrides).toString();
  }

  @Override
  public List<Fault> outOfBounds(PolicyOverrides overrides) {
    return check.faults(overrides, PolicyOverrides.NONE);
  }

  @Override
  public String bounds() {
    return PolicyWriter.write(bounds).toString();
  }
}
