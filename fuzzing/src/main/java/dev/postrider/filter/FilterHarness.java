package dev.postrider.filter;

import dev.postrider.api.http.PayloadReading;
import dev.postrider.filter.FilterForm.Read;
import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Input;
import dev.postrider.fuzz.Property;
import dev.postrider.fuzz.Whole;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A filter that is read is written and read as the same, and matches what it would match if the
 * whole payload were read. An input is a filter in one line, and a payload.
 */
public final class FilterHarness implements Harness {
  @Override
  public void tries(byte[] input) {
    Input in = new Input(input);
    byte[] form = in.line().getBytes(StandardCharsets.UTF_8);
    byte[] payload = in.rest();
    Whole.maybe(form)
        .ifPresent(node -> {
          switch (FilterForm.read(plain(node))) {
            case Read.Faulty(List<FilterForm.Fault> faults) ->
                Property.holds(!faults.isEmpty() && faults.size() <= 20, "says what is wrong");
            case Read.Done(Filter filter) -> read(filter, payload);
          }
        });
  }

  private static void read(Filter filter, byte[] payload) {
    Property.same(
        FilterForm.read(FilterForm.write(filter)), new Read.Done(filter), "written, read again");
    Value sought = PayloadReading.read(payload, Sought.by(List.of(filter)));
    boolean matches = filter.matches(sought);
    Property.holds(matches != new Filter.Not(filter).matches(sought), "not is the opposite");
    if (utf8(payload) && withinBounds(payload)) {
      Whole.maybe(payload)
          .ifPresent(node ->
              Property.same(matches, filter.matches(value(node)), "matches as on the whole"));
    }
  }

  /** Too few bytes for a long number, and too few brackets to be deep. */
  private static boolean withinBounds(byte[] payload) {
    int brackets = 0;
    for (byte b : payload) {
      brackets += b == '[' || b == '{' ? 1 : 0;
    }
    return payload.length <= 1_000 && brackets < 128;
  }

  private static boolean utf8(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    return text.indexOf('\0') < 0
        && !text.startsWith("\ufeff")
        && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), payload);
  }

  private static @Nullable Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      node.properties().forEach(member -> members.put(member.getKey(), plain(member.getValue())));
      return members;
    }
    if (node.isArray()) {
      List<@Nullable Object> elements = new ArrayList<>();
      node.forEach(element -> elements.add(plain(element)));
      return elements;
    }
    return node.isNumber()
        ? node.decimalValue()
        : node.isBoolean()
            ? (Object) node.booleanValue()
            : node.isNull() ? null : node.stringValue();
  }

  private static Value value(JsonNode node) {
    if (node.isContainer()) {
      Map<String, Value> parts = new HashMap<>();
      node.properties().forEach(member -> parts.put(member.getKey(), value(member.getValue())));
      for (int i = 0; node.isArray() && i < node.size(); i++) {
        parts.put(Integer.toString(i), value(node.get(i)));
      }
      return new Value.Structure(node.isArray(), parts);
    }
    return node.isNumber()
        ? new Value.Numeric(node.decimalValue())
        : node.isBoolean()
            ? new Value.Truth(node.booleanValue())
            : node.isNull() ? new Value.Null() : new Value.Text(node.stringValue());
  }
}
