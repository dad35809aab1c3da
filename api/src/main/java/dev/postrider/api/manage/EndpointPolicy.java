package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.FeatureFlags;
import dev.postrider.platform.Platforms;
import dev.postrider.platform.PolicyWords;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Shows by which policy an endpoint is delivered to, and where each value comes from. */
record EndpointPolicy(Directory directory, Platforms platforms, PolicyWords words) {

  Answer get(Request request) {
    Application application = Endpoints.application(directory, request);
    Endpoint endpoint = Endpoints.endpoint(directory, application, request);
    PolicyOverrides own = endpoint.settings().overrides();
    JsonWriter json = new JsonWriter();
    json.beginObject();
    json.name("platform").raw(whole(platforms.of(application).policy()));
    json.name("overrides").raw(bytes(words.write(own)));
    json.name("effective").raw(whole(endpoint.policy()));
    json.name("eventTypes").beginObject();
    new TreeMap<>(ofTypes(request, endpoint))
        .forEach((type, policy) -> json.name(type).raw(whole(policy)));
    json.endObject();
    json.name("bounds").raw(bytes(words.bounds()));
    json.name("outOfBounds").beginArray();
    words.outOfBounds(own).forEach(f -> Problem.at(List.of("overrides"), f).write(json));
    json.endArray();
    json.endObject();
    return Answer.json(200, json);
  }

  /** The types that it wants, that the caller sees, and that are delivered by another policy. */
  private Map<String, Policy> ofTypes(Request request, Endpoint endpoint) {
    Map<String, PolicyOverrides> said = directory.eventTypePolicies(request.organisation());
    FeatureFlags flags = request.caller().featureFlags();
    Set<String> seen =
        flags.all()
            ? said.keySet()
            : Set.copyOf(directory.knownEventTypes(request.organisation(), said.keySet(), flags));
    Map<String, Policy> policies = new HashMap<>();
    said.forEach((type, overrides) -> {
      Policy policy = endpoint.policy(overrides);
      if (seen.contains(type)
          && endpoint.settings().takesType(type)
          && !policy.equals(endpoint.policy())) {
        policies.put(type, policy);
      }
    });
    return policies;
  }

  private byte[] whole(Policy policy) {
    return bytes(words.write(PolicyOverrides.all(policy)));
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
