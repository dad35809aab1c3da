package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Event types that go out and come in as a whole. */
final class EventTypeTransferTest {
  private static final JsonMapper JSON = new JsonMapper();
  private final TestApi api = new TestApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private Reply document(String members, String webhooks) {
    return api.post(
        "/event-type/import/openapi",
        "{\"spec\":{\"openapi\":\"3.1.0\",\"webhooks\":{%s}}%s}".formatted(webhooks, members));
  }

  private List<String> names(boolean archived) {
    return api.get("/event-type?include_archived=" + archived)
        .json()
        .path("data")
        .valueStream()
        .map(type -> type.path("name").asString())
        .toList();
  }

  private void asOther() {
    api.token = api.tokens.mint("org_other", Duration.ofDays(1));
  }

  /** What does not depend on when it was stored. */
  private List<JsonNode> types(Reply export) {
    return export
        .json()
        .path("eventTypes")
        .valueStream()
        .map(type -> (JsonNode) ((ObjectNode) type).without(List.of("createdAt", "updatedAt")))
        .toList();
  }

  @Test
  void aPolicyIsShownPatchedAndTakenAway() {
    String name = "/event-type/a";
    Reply created =
        api.post(
            "/event-type",
            "{\"name\":\"a\",\"description\":\"\",\"policy\":{\"refuse\":[\"4xx\"],\"goodbye\":[],\"retry\":{\"delays\":[\"1m\"]}}}");
    assertThat(created.at("/policy/retry/delays/0")).isEqualTo("1m");
    assertThat(api.get(name).text()).isEqualTo(created.text());
    assertThat(api.put(name, "{\"description\":\"b\"}").at("/policy/refuse/0"))
        .as("it stands when nothing is said of it")
        .isEqualTo("4xx");
    JsonNode patched = api.patch(name, "{\"policy\":{\"refuse\":null,\"timeout\":\"9s\"}}").json();
    assertThat(patched.path("policy"))
        .isEqualTo(
            JSON.readTree("{\"timeout\":\"9s\",\"goodbye\":[],\"retry\":{\"delays\":[\"1m\"]}}"));
    assertThat(
            api.put(name, "{\"description\":\"\",\"policy\":{\"success\":200}}")
                .json()
                .path("policy"))
        .isEqualTo(JSON.readTree("{\"success\":200}"));
    assertThat(api.patch(name, "{\"policy\":null}").json().has("policy")).isFalse();
  }

  @Test
  void thePolicyPageShowsTheTypesThatDiffer() {
    String app = api.application();
    String endpoint =
        api.post(
                "/app/" + app + "/endpoint",
                "{\"url\":\"https://example.com/\",\"policy\":{\"timeout\":\"9s\"}}")
            .at("/id");
    String page = "/app/" + app + "/endpoint/" + endpoint + "/policy";
    assertThat(api.get(page).json().path("eventTypes").isEmpty()).isTrue();
    api.put("/event-type/same", "{\"description\":\"\",\"policy\":{\"timeout\":\"5s\"}}");
    api.put(
        "/event-type/other",
        "{\"description\":\"\",\"policy\":{\"timeout\":\"5s\",\"success\":200},\"featureFlags\":[\"x\"]}");
    JsonNode types = api.get(page).json().path("eventTypes");
    assertThat(types.propertyNames()).containsExactly("other");
    assertThat(types.at("/other/timeout").asString()).isEqualTo("9s");
    assertThat(types.at("/other/success").asInt()).isEqualTo(200);
    String organisation = api.token;
    api.token = api.post("/auth/app-portal-access/" + app, "{}").at("/token");
    assertThat(api.get(page).json().path("eventTypes").isEmpty())
        .as("a portal sees the types of its flags")
        .isTrue();
    api.token = organisation;
  }

  @Test
  void aDocumentCreatesChangesAndUnarchives() {
    api.put(
        "/event-type/b",
        "{\"description\":\"old\",\"archived\":true,\"groupName\":\"g\",\"policy\":{\"success\":200}}");
    api.put("/event-type/c", "{\"description\":\"c\"}");
    Reply reply =
        document(
            "",
            "\"a\":{\"post\":{\"summary\":\"A\"}},\"b\":{\"post\":{\"summary\":\"B\"}},\"c\":{\"post\":{\"summary\":\"c\"}}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("data"))
        .isEqualTo(JSON.readTree("{\"modified\":[\"a\",\"b\"],\"archived\":[]}"));
    JsonNode b = api.get("/event-type/b").json();
    assertThat(b.path("archived").asBoolean()).isFalse();
    assertThat(b.path("description").asString()).isEqualTo("B");
    assertThat(b.path("groupName").asString()).isEqualTo("g");
    assertThat(b.at("/policy/success").asInt()).isEqualTo(200);
    assertThat(document("", "\"a\":{\"post\":{\"summary\":\"A\"}}").json().at("/data/modified"))
        .as("nothing to do")
        .isEmpty();
  }

  @Test
  void aDryRunTellsAndChangesNothing() {
    api.put("/event-type/gone", "{\"description\":\"\"}");
    JsonNode data =
        document(
                ",\"dryRun\":true,\"replaceAll\":true",
                "\"a\":{\"post\":{\"summary\":\"A\",\"x-svix-feature-flags\":[\"f\"]}}")
            .json()
            .path("data");
    assertThat(data.path("modified")).isEmpty();
    assertThat(data.at("/to_modify/0/name").asString()).isEqualTo("a");
    assertThat(data.at("/to_modify/0/featureFlags/0").asString()).isEqualTo("f");
    assertThat(data.at("/to_archive/0").asString()).isEqualTo("gone");
    assertThat(names(true)).containsExactly("gone");
  }

  @Test
  void replaceAllArchivesTheOthers() {
    api.put("/event-type/gone", "{\"description\":\"\"}");
    Reply reply = document(",\"replaceAll\":true", "\"a\":{\"post\":{}}");
    assertThat(reply.json().at("/data/archived/0").asString()).isEqualTo("gone");
    assertThat(names(false)).containsExactly("a");
    assertThat(names(true)).containsExactly("a", "gone");
  }

  @Test
  void aDocumentMayBeYaml() {
    Reply reply =
        api.post(
            "/event-type/import/openapi",
            "{\"specRaw\":\"openapi: 3.0.3\\nx-webhooks:\\n  a.b:\\n    post: {description: d}\\n\"}");
    assertThat(reply.json().at("/data/modified/0").asString()).isEqualTo("a.b");
  }

  @Test
  void whatIsExportedIsTheSameWhereItIsImported() {
    api.put(
        "/event-type/a",
        "{\"description\":\"d\",\"schemas\":{\"1\":{\"type\":\"object\"}},\"groupName\":\"g\",\"featureFlags\":[\"f\",\"e\"]}");
    api.put(
        "/event-type/b",
        "{\"description\":\"\",\"archived\":true,\"deprecated\":true,\"policy\":{\"retry\":{\"delays\":[\"1m\"],\"jitter\":0.1}}}");
    Reply export = api.post("/environment/export", "");
    assertThat(export.status()).isEqualTo(200);
    JsonNode body = export.json();
    assertThat(body.path("version").asInt()).isEqualTo(1);
    assertThat(body.path("createdAt").asString()).isNotEmpty();
    assertThat(body.path("settings").isNull()).isTrue();
    assertThat(body.path("connectors")).isEmpty();
    assertThat(types(export)).hasSize(2);
    asOther();
    api.put("/event-type/a", "{\"description\":\"another\"}");
    api.put("/event-type/own", "{\"description\":\"stays\"}");
    assertThat(api.post("/environment/import", export.text()).status()).isEqualTo(204);
    assertThat(names(true)).containsExactly("a", "b", "own");
    assertThat(types(api.post("/environment/export", ""))).containsAll(types(export));
  }

  @Test
  void halfACharacterIsToldWithoutIt() {
    for (String webhooks :
        List.of(
            "\\\"\\\\ud800\\\":{\\\"post\\\":{}}",
            "\\\"a\\\":{\\\"post\\\":{\\\"summary\\\":\\\"\\\\udc00\\\"}}",
            "\\\"a\\\":{\\\"$ref\\\":\\\"#/\\\\ud800\\\"}")) {
      Reply reply =
          api.post(
              "/event-type/import/openapi",
              "{\"specRaw\":\"{\\\"openapi\\\":\\\"3.1.0\\\",\\\"webhooks\\\":{"
                  + webhooks
                  + "}}\"}");
      assertThat(reply.status()).as(reply.text()).isEqualTo(422);
      assertThat(reply.at("/detail/0/loc/1")).isEqualTo("specRaw");
    }
    assertThat(names(true)).isEmpty();
  }

  @Test
  void anEmptyEnvironmentIsImportedWithoutAWord() {
    assertThat(api.post("/environment/import", "{}").status()).isEqualTo(204);
    String empty = "{\"eventTypes\":null,\"settings\":{},\"connectors\":[],\"version\":1}";
    assertThat(api.post("/environment/import", empty).status()).isEqualTo(204);
    assertThat(names(true)).isEmpty();
  }

  @Test
  void schemasThatAreNoneAreTakenFromNowhere() {
    String bad = "{\"type\":\"text\"}";
    String problem = "must be JSON Schema of draft 7, whose rule enum is broken at /type";
    String good = "\"a\":{\"post\":{}},";
    String webhook =
        "\"b\":{\"post\":{\"requestBody\":{\"content\":{\"application/json\":{\"schema\":%s}}}}}";
    List<Reply> replies =
        List.of(
            document("", good + webhook.formatted(bad)),
            document(",\"dryRun\":true", good + webhook.formatted(bad)),
            api.post(
                "/environment/import",
                "{\"eventTypes\":[{\"name\":\"a\",\"description\":\"\"},{\"name\":\"b\",\"description\":\"\",\"schemas\":{\"1\":%s}}]}"
                    .formatted(bad)));
    for (Reply reply : replies) {
      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.at("/detail/0/msg")).isEqualTo(problem);
    }
    assertThat(names(true)).isEmpty();
    assertThat(document("", good + webhook.formatted("{\"type\":\"object\"}")).status())
        .isEqualTo(200);
  }

  @Test
  void allIsTakenOrNothing() {
    api.put("/event-type/a", "{\"description\":\"before\"}");
    Reply reply =
        api.post(
            "/environment/import",
            "{\"eventTypes\":[{\"name\":\"a\",\"description\":\"after\"},{\"name\":\"b\",\"description\":7}]}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(api.get("/event-type/a").at("/description")).isEqualTo("before");
    assertThat(names(true)).containsExactly("a");
  }
}
