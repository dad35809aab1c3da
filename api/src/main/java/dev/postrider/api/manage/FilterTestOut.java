package dev.postrider.api.manage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.directory.Endpoint;
import dev.postrider.filter.Filter;
import dev.postrider.filter.Filter.Condition;
import dev.postrider.filter.FilterForm;
import dev.postrider.filter.Pointer;
import dev.postrider.filter.Value;
import java.util.List;
import java.util.Set;

/**
 * Writes whether an endpoint would get a message, and condition by condition why. Where a condition
 * stands is a JSON Pointer into the endpoint. For one answer.
 */
final class FilterTestOut {
  private static final int LONGEST_FOUND = 1_024;

  private final JsonWriter why = new JsonWriter().beginArray();
  private boolean matches = true;

  void eventType(Endpoint.Settings settings, String eventType) {
    why.beginObject();
    why.name("condition").value("/eventTypes");
    EndpointOut.texts(why, "expected", settings.eventTypes());
    why.name("found").value(eventType);
    result(settings.takesType(eventType));
  }

  void channels(Endpoint.Settings settings, List<String> channels) {
    listed("/channels", settings.channels(), channels, settings.takesChannels(channels));
  }

  void tags(Endpoint.Settings settings, List<String> tags) {
    listed("/tags", settings.tags(), tags, settings.takesTags(tags));
  }

  private void listed(String place, Set<String> expected, List<String> found, boolean result) {
    why.beginObject();
    why.name("condition").value(place);
    EndpointOut.texts(why, "expected", expected);
    why.name("found").plain(found);
    result(result);
  }

  void filter(Filter filter, Value payload) {
    filter.visit((place, condition) -> condition(place, condition, payload.at(condition.at())));
    matches &= filter.matches(payload);
  }

  /** Its own result, which a {@code not} around it turns. */
  private void condition(Pointer place, Condition condition, Value found) {
    why.beginObject();
    why.name("condition").value("/filter" + place);
    why.name("at").value(condition.at().toString());
    why.name("expected").plain(FilterForm.write(condition.operator()));
    why.name("foundType").value(type(found));
    found(found);
    why.name("result").value(condition.operator().holds(found)).endObject();
  }

  private void result(boolean result) {
    why.name("result").value(result).endObject();
    matches &= result;
  }

  private void found(Value found) {
    switch (found) {
      case Value.Text(String text) -> why.name("found").value(cut(text));
      case Value.Scalar scalar -> why.name("found").plain(FilterForm.write(scalar));
      case Value.Missing _, Value.Structure _ -> {}
    }
  }

  private static String cut(String text) {
    return text.length() > LONGEST_FOUND ? text.substring(0, LONGEST_FOUND) : text;
  }

  private static String type(Value found) {
    return switch (found) {
      case Value.Text _ -> "string";
      case Value.Numeric _ -> "number";
      case Value.Truth _ -> "boolean";
      case Value.Null _ -> "null";
      case Value.Missing _ -> "missing";
      case Value.Structure structure -> structure.array() ? "array" : "object";
    };
  }

  Answer answer() {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("matches").value(matches);
    json.name("why").raw(why.endArray().toString().getBytes(UTF_8));
    return Answer.json(200, json.endObject());
  }
}
