package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.api.Environment;
import com.svix.api.EventTypeDeleteOptions;
import com.svix.models.ConnectorIn;
import com.svix.models.EnvironmentIn;
import com.svix.models.EnvironmentOut;
import com.svix.models.EventTypeFromOpenApi;
import com.svix.models.EventTypeImportOpenApiIn;
import com.svix.models.EventTypeImportOpenApiOutData;
import com.svix.models.EventTypeIn;
import com.svix.models.EventTypeOut;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Event types as a whole, by the official Java SDK. */
final class JavaEnvironmentTest extends JavaJudge {
  private final String name = fresh("type");

  private EventTypeImportOpenApiOutData imported(EventTypeImportOpenApiIn in) throws Exception {
    return svix.getEventType().importOpenapi(in).getData();
  }

  private EventTypeImportOpenApiIn document() {
    Map<String, Object> operation =
        Map.of(
            "summary",
            "it has come",
            "x-svix-feature-flags",
            List.of("beta"),
            "requestBody",
            Map.of(
                "content",
                Map.of(
                    "application/json",
                    Map.of("schema", Map.of("$ref", "#/components/schemas/Thing")))));
    return new EventTypeImportOpenApiIn()
        .spec(
            Map.of(
                "openapi",
                "3.1.0",
                "webhooks",
                Map.of(name, Map.of("post", operation)),
                "components",
                Map.of("schemas", Map.of("Thing", Map.of("type", "object")))));
  }

  @Test
  void anOpenApiDocumentIsTriedAndImported() throws Exception {
    EventTypeImportOpenApiOutData dry = imported(document().dryRun(true));
    assertThat(dry.getModified()).isEmpty();
    assertThat(dry.getToModify()).extracting(EventTypeFromOpenApi::getName).containsExactly(name);
    assertThat(refused(() -> svix.getEventType().get(name)).getCode()).isEqualTo(404);
    assertThat(imported(document()).getModified()).containsExactly(name);
    EventTypeOut type = svix.getEventType().get(name);
    assertThat(type.getDescription()).isEqualTo("it has come");
    assertThat(type.getSchemas()).isEqualTo(Map.of("1", Map.of("type", "object")));
    assertThat(type.getFeatureFlags()).containsExactly("beta");
  }

  @Test
  void aYamlDocumentReplacesAll() throws Exception {
    String other = eventType();
    String yaml = "openapi: 3.1.0\nwebhooks:\n  %s: {post: {description: d}}\n".formatted(name);
    var in = new EventTypeImportOpenApiIn().specRaw(yaml).replaceAll(true);
    assertThat(imported(in).getModified()).containsExactly(name);
    assertThat(svix.getEventType().get(other).getArchived()).isTrue();
    assertThat(svix.getEventType().get(name).getArchived()).isFalse();
  }

  @Test
  void neitherFormIsRefused() {
    assertThat(refused(() -> imported(new EventTypeImportOpenApiIn())).getCode()).isEqualTo(400);
  }

  /** The SDK has it, and no way to it from the client. */
  private Environment environment() {
    return new Environment(svix.getHttpClient());
  }

  /** By hand: the SDK's own method fails before it sends anything, as that of a resend does. */
  private static EnvironmentOut export() throws Exception {
    return EnvironmentOut.fromJson(call("POST", "/api/v1/environment/export", "").body());
  }

  @Test
  void anEnvironmentIsExportedAndImported() throws Exception {
    svix.getEventType()
        .create(
            new EventTypeIn()
                .name(name)
                .description("d")
                .deprecated(true)
                .schemas(Map.of("1", Map.of("type", "object")))
                .featureFlags(Set.of("beta"))
                .groupName("things"));
    EnvironmentOut exported = export();
    assertThat(exported.getVersion()).isEqualTo(1);
    assertThat(exported.getConnectors()).isEmpty();
    EventTypeOut type =
        exported.getEventTypes().stream()
            .filter(t -> t.getName().equals(name))
            .findFirst()
            .orElseThrow();
    assertThat(type).isEqualTo(svix.getEventType().get(name));
    EventTypeDeleteOptions expunge = new EventTypeDeleteOptions();
    expunge.setExpunge(true);
    svix.getEventType().delete(name, expunge);
    environment()
        .import_(
            new EnvironmentIn()
                .settings(exported.getSettings())
                .addEventTypesItem(EventTypeIn.fromJson(type.toJson())));
    EventTypeOut back = svix.getEventType().get(name);
    assertThat(back).isEqualTo(type.createdAt(back.getCreatedAt()).updatedAt(back.getUpdatedAt()));
  }

  @Test
  void connectorsAreRefused() {
    EnvironmentIn in =
        new EnvironmentIn().addConnectorsItem(new ConnectorIn().name("c").transformation(""));
    assertThat(refused(() -> environment().import_(in)).getCode()).isEqualTo(422);
  }
}
