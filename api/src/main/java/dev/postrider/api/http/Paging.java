package dev.postrider.api.http;

import dev.postrider.directory.Page;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Svix's way through a list: the iterator is the last id of a page, exclusive; with a minus in
 * front it walks back. A page that ended before it was full has the last id that was looked at.
 *
 * @param parse reads an iterator's id
 * @param ascending the order when none is asked for
 * @param orderable whether {@code order} is heard
 */
public record Paging<K>(Function<String, Optional<K>> parse, boolean ascending, boolean orderable) {
  private static final int DEFAULT_LIMIT = 50;
  private static final int LARGEST_LIMIT = 250;

  /** Reads {@code limit}, {@code iterator} and {@code order}. */
  public Page.Request<K> read(Query query) {
    Integer limit = query.integer("limit");
    if (limit != null && (limit < 1 || limit > LARGEST_LIMIT)) {
      throw Query.wrong("limit", "must be 1 to " + LARGEST_LIMIT);
    }
    String iterator = query.text("iterator");
    boolean backwards = iterator != null && iterator.startsWith("-");
    K after = null;
    if (iterator != null) {
      after =
          parse
              .apply(backwards ? iterator.substring(1) : iterator)
              .orElseThrow(() -> Query.wrong("iterator", "is not the iterator of such a list"));
    }
    return new Page.Request<>(
        after, limit == null ? DEFAULT_LIMIT : limit, ascending(query), backwards);
  }

  private boolean ascending(Query query) {
    String order = orderable ? query.text("order") : null;
    return switch (order) {
      case null -> ascending;
      case "ascending" -> true;
      case "descending" -> false;
      default ->
          throw Refusal.badRequest(
              "generic_error", "The query parameter order must be ascending or descending");
    };
  }

  /** Writes the page in the shape of all lists. */
  public static <T> Answer answer(
      Page<T> page, Function<T, String> id, BiConsumer<JsonWriter, T> write) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name("data").beginArray();
    page.entries().forEach(entry -> write.accept(json, entry));
    json.endArray();
    String next = page.entries().isEmpty() ? null : id.apply(page.entries().getLast());
    String previous = page.entries().isEmpty() ? null : id.apply(page.entries().getFirst());
    Page.Rest rest = page.rest();
    if (rest != null && rest.backwards()) {
      previous = rest.after().toString();
    } else if (rest != null) {
      next = rest.after().toString();
    }
    json.name("iterator").value(next);
    if (previous != null) {
      json.name("prevIterator").value("-" + previous);
    }
    json.name("done").value(page.done());
    json.endObject();
    return Answer.json(200, json);
  }
}
