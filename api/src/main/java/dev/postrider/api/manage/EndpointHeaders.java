package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Answers for the headers that endpoints add to their requests. */
final class EndpointHeaders {
  private final Directory directory;

  EndpointHeaders(Directory directory) {
    this.directory = directory;
  }

  /**
   * Names everything; keeps the values of those that authenticate to itself, and all of them to
   * whoever may not change them: what a header is for, its name alone does not say.
   */
  Answer get(Request request) {
    Map<String, String> headers =
        new TreeMap<>(Endpoints.endpoint(directory, request).settings().headers());
    Predicate<String> hidden = request.seesCredentials() ? HeaderRules::sensitive : _ -> true;
    JsonWriter json = new JsonWriter();
    json.beginObject().name("headers").beginObject();
    headers.forEach((name, value) -> {
      if (!hidden.test(name)) {
        json.name(name).value(value);
      }
    });
    json.endObject().name("sensitive").beginArray();
    headers.keySet().stream().filter(hidden).forEach(json::value);
    json.endArray().endObject();
    return Answer.json(200, json);
  }

  /** Replaces them all. */
  Answer put(Request request) {
    Endpoint endpoint = Endpoints.endpoint(directory, request);
    Fields fields = request.fields();
    Map<String, String> headers = HeaderRules.read(fields);
    require(fields, headers);
    Map<String, String> next = headers == null ? Map.of() : headers;
    return store(endpoint, _ -> next);
  }

  /** Changes some; null removes, and so does a place in {@code deleteHeaders}. */
  Answer patch(Request request) {
    Endpoint endpoint = Endpoints.endpoint(directory, request);
    Fields fields = request.fields();
    Set<String> removed = HeaderRules.readRemovals(fields);
    Map<String, @Nullable String> changes = HeaderRules.readChanges(fields);
    if (removed == null) {
      require(fields, changes);
    }
    fields.check();
    return store(
        endpoint,
        old ->
            merged(
                old, removed == null ? Set.of() : removed, changes == null ? Map.of() : changes));
  }

  private static void require(Fields fields, @Nullable Object headers) {
    if (!fields.present("headers")) {
      throw Refusal.unprocessable(Problem.missing(List.of("body", "headers")));
    }
    fields.check();
    if (headers == null) {
      throw Refusal.unprocessable(Problem.value(List.of("body", "headers"), "must not be null"));
    }
  }

  /** Whatever their capitals, two names that differ by nothing else are one header. */
  private static Map<String, String> merged(
      Map<String, String> old, Set<String> removed, Map<String, @Nullable String> changes) {
    Map<String, String> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    merged.putAll(old);
    removed.forEach(merged::remove);
    changes.forEach((name, value) -> {
      merged.remove(name);
      if (value != null) {
        merged.put(name, value);
      }
    });
    if (!HeaderRules.fit(merged)) {
      throw Refusal.unprocessable(
          Problem.value(List.of("body", "headers"), "are too many, or too large, together"));
    }
    return merged;
  }

  private Answer store(Endpoint endpoint, UnaryOperator<Map<String, String>> headers) {
    Endpoints.done(
        directory.changeEndpoint(
            endpoint.id(), old -> old.withHeaders(headers.apply(old.headers()))));
    return Answer.noContent();
  }
}
