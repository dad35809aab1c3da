package dev.postrider.message;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What few messages have beside their body; those that have none of it share {@link #NONE}, so that
 * it costs them nothing.
 *
 * @param tags by which messages are found, and by which endpoints choose
 * @param headers request headers for this message alone
 * @param deliverAt when it is delivered; null for at once
 */
public record Extras(List<String> tags, Map<String, String> headers, @Nullable Instant deliverAt) {
  public static final Extras NONE = new Extras(List.of(), Map.of(), null);

  public Extras {
    tags = List.copyOf(tags);
    headers = Map.copyOf(headers);
  }

  /** The characters of all its texts. */
  int length() {
    int sum = 0;
    for (String tag : tags) {
      sum += tag.length();
    }
    for (Map.Entry<String, String> header : headers.entrySet()) {
      sum += header.getKey().length() + header.getValue().length();
    }
    return sum;
  }

  /** The values of headers may be secrets. */
  @Override
  public String toString() {
    return "Extras[tags=%s, headers=%s, deliverAt=%s]".formatted(tags, headers.keySet(), deliverAt);
  }

  /** These extras, or {@link #NONE} when there is nothing in them. */
  public static Extras of(
      List<String> tags, Map<String, String> headers, @Nullable Instant deliverAt) {
    return tags.isEmpty() && headers.isEmpty() && deliverAt == null
        ? NONE
        : new Extras(tags, headers, deliverAt);
  }
}
