package dev.postrider.api.describe;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;

/**
 * What the schema of an event type has to be: JSON Schema, draft 7. It is held against that of the
 * draft and not compiled, so that no reference in it makes this server fetch anything.
 */
public final class PayloadSchema {
  private static final Schema DRAFT_7 =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"));

  /** The place is made of the names that somebody gave. */
  private static final int LONGEST = 200;

  private PayloadSchema() {}

  /** Why it is none, or null. */
  public static @Nullable String problem(JsonNode schema) {
    List<Error> errors;
    try {
      errors = DRAFT_7.validate(schema);
    } catch (JsonNodeException beyond) {
      // What counts something there is bounded, and the library cannot compare such a number.
      return "must be JSON Schema of draft 7, whose counts have 64 bits";
    }
    return errors.isEmpty()
        ? null
        : "must be JSON Schema of draft 7, whose rule %s is broken at %s"
            .formatted(errors.getFirst().getKeyword(), place(errors.getFirst()));
  }

  private static String place(Error error) {
    String place = error.getInstanceLocation().toString();
    return place
        .substring(0, Math.min(place.length(), LONGEST))
        .replaceAll("[^\\w/$.\\-\\[\\]]", "?");
  }
}
