package dev.postrider.api.manage;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Rule;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Members that applications and endpoints have in common. */
final class Members {
  private static final int LARGEST_METADATA = 4_096;
  private static final int MOST_METADATA = 128;
  private static final int HIGHEST_RATE = 65_535;

  private Members() {}

  static boolean hasRate(Fields fields) {
    return fields.present("throttleRate") || fields.present("rateLimit");
  }

  static @Nullable Integer rate(Fields fields) {
    return fields.integer(fields.either("throttleRate", "rateLimit"), 1, HIGHEST_RATE);
  }

  static Map<String, String> metadata(Fields fields) {
    Map<String, String> metadata =
        fields.textMap("metadata", MOST_METADATA, LARGEST_METADATA, Rule.METADATA);
    return metadata == null ? Map.of() : metadata;
  }

  static void writeRate(JsonWriter json, @Nullable Integer rate) {
    json.name("throttleRate").value(rate);
    if (rate != null) {
      json.name("rateLimit").value(rate);
    }
  }

  /** Sorted, so that the same entry always reads the same. */
  static void writeTexts(JsonWriter json, String name, Map<String, String> texts) {
    json.name(name).beginObject();
    new TreeMap<>(texts).forEach((key, text) -> json.name(key).value(text));
    json.endObject();
  }
}
