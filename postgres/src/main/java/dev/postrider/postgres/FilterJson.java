package dev.postrider.postgres;

import dev.postrider.filter.Filter;
import dev.postrider.filter.FilterForm;
import dev.postrider.filter.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The jsonb column of filters, which has the form that the API has, and what they look at. */
final class FilterJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private FilterJson() {}

  static @Nullable String write(@Nullable Filter filter) {
    return filter == null ? null : MAPPER.writeValueAsString(FilterForm.write(filter));
  }

  static @Nullable Filter read(@Nullable String json) {
    if (json == null) {
      return null;
    }
    return switch (FilterForm.read(MAPPER.readValue(json, Object.class))) {
      case FilterForm.Read.Done(Filter filter) -> filter;
      case FilterForm.Read.Faulty(var faults) ->
          throw new IllegalStateException("endpoint.filter cannot be read: " + faults.getFirst());
    };
  }

  /** A whole body of our own, as filters see it. */
  static Value value(String body) {
    return value(MAPPER.readTree(body));
  }

  private static Value value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Value> members = new HashMap<>();
        node.properties().forEach(m -> members.put(m.getKey(), value(m.getValue())));
        yield new Value.Structure(false, members);
      }
      case STRING -> new Value.Text(node.asString());
      case NUMBER -> new Value.Numeric(node.decimalValue());
      case NULL -> new Value.Null();
      case ARRAY, BOOLEAN, BINARY, MISSING, POJO ->
          throw new IllegalStateException("an operational webhook has no " + node.getNodeType());
    };
  }
}
