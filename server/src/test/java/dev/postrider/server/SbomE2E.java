package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list of what the program is made of (CycloneDX) is of its form, whole, and true. */
final class SbomE2E {
  private static final Path PROGRAM = Path.of("target/postrider.jar");
  private static final Path LIST = Path.of("target/postrider.cdx.json");
  private static final String SCHEMAS = "http://cyclonedx.org/schema/";
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void itIsOfTheFormThatItNames() throws IOException {
    assertThat(list().path("specVersion").asString()).isEqualTo("1.6");
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7,
            builder -> builder.schemaIdResolvers(ids -> ids.mapPrefix(SCHEMAS, "classpath:")));
    assertThat(
            registry
                .getSchema(SchemaLocation.of(SCHEMAS + "bom-1.6.schema.json"))
                .validate(Files.readString(LIST), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void itHasTheJarsOfTheProgramAndNoOthers() throws IOException, GeneralSecurityException {
    List<String> hashes = new ArrayList<>();
    try (JarFile program = new JarFile(PROGRAM.toFile())) {
      String classPath =
          program.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      for (String jar : classPath.split(" ", -1)) {
        hashes.add(sha256(PROGRAM.resolveSibling(jar)));
      }
    }
    assertThat(components().map(SbomE2E::sha256)).containsExactlyInAnyOrderElementsOf(hashes);
  }

  @Test
  void eachHasWhatScannersAndLawyersLookFor() {
    assertThat(list().path("metadata").path("component").path("name").asString())
        .isEqualTo("postrider-server");
    assertThat(components())
        .isNotEmpty()
        .allSatisfy(c -> {
          assertThat(c.path("purl").asString())
              .startsWith("pkg:maven/" + c.path("group").asString() + "/" + name(c) + "@")
              .contains(c.path("version").asString());
          assertThat(c.path("licenses")).as("licence of %s", name(c)).isNotEmpty();
        });
  }

  /** So that the same sources make the same file. */
  @Test
  void nothingInItIsOfTheMoment() {
    assertThat(list().has("serialNumber")).isFalse();
    assertThat(list().path("metadata").has("timestamp")).isFalse();
  }

  private static JsonNode list() {
    return JSON.readTree(LIST.toFile());
  }

  private static Stream<JsonNode> components() {
    return list().path("components").valueStream();
  }

  private static String name(JsonNode component) {
    return component.path("name").asString();
  }

  private static String sha256(JsonNode component) {
    return component
        .path("hashes")
        .valueStream()
        .filter(hash -> hash.path("alg").asString().equals("SHA-256"))
        .findFirst()
        .orElseThrow()
        .path("content")
        .asString();
  }

  private static String sha256(Path jar) throws IOException, GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
  }
}
