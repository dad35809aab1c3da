package dev.postrider.receiver.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.receiver.spring.ReceiverProperties.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What development tools are told of the properties, which is written by hand. */
final class MetadataTest {
  private static final String PREFIX = "postrider.receiver.";

  @Test
  void everyPropertyIsDescribed() throws Exception {
    Set<String> described = new TreeSet<>();
    for (JsonNode property : properties()) {
      assertThat(property.path("description").asString()).endsWith(".");
      described.add(property.path("name").asString() + " " + property.path("type").asString());
    }
    Set<String> there = new TreeSet<>();
    there.add(PREFIX + "enabled java.lang.Boolean");
    Stream.of(ReceiverProperties.class.getRecordComponents())
        .filter(component -> component.getType() != Retry.class)
        .forEach(component -> there.add(PREFIX + named(component)));
    Stream.of(Retry.class.getRecordComponents())
        .forEach(component -> there.add(PREFIX + "retry." + named(component)));
    assertThat(described).isEqualTo(there);
  }

  @Test
  void theDefaultsThatStandInTheCodeAreTold() throws Exception {
    JsonNode properties = properties();
    Set<String> told = new HashSet<>();
    for (JsonNode property : properties) {
      told.add(property.path("name").asString() + "=" + property.path("defaultValue").asString(""));
    }
    RecordComponent[] components = ReceiverProperties.class.getRecordComponents();
    var parameters = ReceiverProperties.class.getDeclaredConstructors()[0].getParameters();
    for (int i = 0; i < components.length; i++) {
      DefaultValue value = parameters[i].getAnnotation(DefaultValue.class);
      if (value != null && value.value().length > 0) {
        assertThat(told)
            .contains(PREFIX + dashed(components[i].getName()) + "=" + value.value()[0]);
      }
    }
  }

  private static JsonNode properties() throws IOException {
    try (InputStream in =
        ReceiverProperties.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      return JsonMapper.shared().readTree(in).path("properties");
    }
  }

  private static String named(RecordComponent component) {
    String type = component.getGenericType().getTypeName();
    return dashed(component.getName()) + " " + type;
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
