package dev.postrider.postgres;

import dev.postrider.filter.Filter;
import dev.postrider.filter.FilterForm;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The jsonb column of filters, which has the form that the API has. */
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
}
