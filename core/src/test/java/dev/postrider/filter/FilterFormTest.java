package dev.postrider.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.filter.FilterForm.Fault;
import dev.postrider.filter.FilterForm.Read;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON form of filters, and what is refused of it. */
@Timeout(10)
final class FilterFormTest {

  @Test
  void whatIsReadIsWrittenAgain() {
    Map<String, @Nullable Object> form =
        Map.of(
            "all",
            List.of(
                at("/data/channel", "equals", "Chat"),
                Map.of("any", List.of(at("/a~1b/0", "exists", false), at("", "exists", true))),
                Map.of("not", at("/amount", "above", new BigDecimal("99.5"))),
                at("/x", "in", Stream.of("a", new BigDecimal("3"), true, null).toList()),
                at("/x", "equals", null),
                at("/x", "prefix", "+420")));
    assertThat(FilterForm.write(done(form))).isEqualTo(form);
    assertThat(done(FilterForm.write(done(form)))).isEqualTo(done(form));
  }

  @Test
  void equalNumbersAreWrittenAlike() {
    for (Number hundred :
        List.of(
            100,
            100L,
            100.0,
            new BigDecimal("1E+2"),
            new BigDecimal("100.00"),
            BigInteger.valueOf(100))) {
      assertThat(written(hundred)).isEqualTo("100");
    }
    assertThat(written(new BigDecimal("-0.00"))).isEqualTo("0");
    assertThat(written(0.1)).isEqualTo("0.1");
    assertThat(written(new BigDecimal("1e400"))).isEqualTo("1E+400");
    assertThat(written(new BigDecimal("1e400").setScale(0))).isEqualTo("1E+400");
    assertThat(done(at("/x", "below", new BigDecimal("1.0"))))
        .isEqualTo(done(at("/x", "below", 1)))
        .hasSameHashCodeAs(done(at("/x", "below", 1)));
  }

  private static String written(Number number) {
    return String.valueOf(FilterForm.write(done(at("/x", "atMost", number))).get("atMost"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("faults")
  void whatIsWrongIsToldByItsPlace(String place, String message, @Nullable Object form) {
    assertThat(faultsOf(form))
        .anySatisfy(fault -> {
          assertThat(fault.place()).hasToString(place);
          assertThat(fault.message()).contains(message);
        });
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("", "must be an object", null),
        fault("", "must be an object", "Chat"),
        fault("", "must be an object", List.of(at("/x", "equals", 1))),
        fault("", "must have one of all, any and not", Map.of()),
        fault("", "must have one of all, any and not", Map.of("all", List.of(), "any", List.of())),
        fault("/and", "is unknown", Map.of("and", List.of())),
        fault("/all", "must be a list of 1 to 64", Map.of("all", List.of())),
        fault("/all", "must be a list of 1 to 64", Map.of("all", at("/x", "equals", 1))),
        fault("/any", "must be a list of 1 to 64", Map.of("any", repeated(65))),
        fault("/not", "must be an object", Map.of("not", List.of())),
        fault("/all/0/any/1", "must be an object", Map.of("all", List.of(any(1, 2)))),
        fault("/at", "must be a JSON Pointer", Map.of("equals", 1)),
        fault("/at", "must be a JSON Pointer", at(7, "equals", 1)),
        fault("/at", "must be a JSON Pointer", at("data/id", "equals", 1)),
        fault("/at", "must be a JSON Pointer", at("$.data", "equals", 1)),
        fault("/at", "must write ~ as ~0", at("/a~b", "equals", 1)),
        fault("/at", "must write ~ as ~0", at("/a~", "equals", 1)),
        fault("/at", "at most 1024 characters", at("/" + "x".repeat(1_024), "equals", 1)),
        fault("/at", "at most 32 steps", at("/x".repeat(33), "equals", 1)),
        fault("/at", "neither NUL", at("/a\0", "equals", 1)),
        fault("", "one operator beside at", Map.of("at", "/x")),
        fault("", "one operator beside at", range()),
        fault("/eq", "is no operator", at("/x", "eq", 1)),
        fault("/all", "is no operator", at("/x", "all", List.of(at("/x", "equals", 1)))),
        fault("/equals", "must be a string, a number", at("/x", "equals", List.of(1))),
        fault("/equals", "must be a string, a number", at("/x", "equals", Map.of())),
        fault("/equals", "at most 1024 characters", at("/x", "equals", "x".repeat(1_025))),
        fault("/equals", "neither NUL", at("/x", "equals", "a\0b")),
        fault("/equals", "neither NUL", at("/x", "equals", "a\ud83d")),
        fault("/equals", "at most 100 digits", at("/x", "equals", new BigDecimal("1e401"))),
        fault("/equals", "at most 100 digits", at("/x", "equals", new BigDecimal("1e-401"))),
        fault("/equals", "at most 100 digits", at("/x", "equals", new BigDecimal("1e999999999"))),
        fault("/equals", "at most 100 digits", at("/x", "equals", new BigInteger("1".repeat(101)))),
        fault("/in", "must be a list of 1 to 100", at("/x", "in", "Chat")),
        fault("/in", "must be a list of 1 to 100", at("/x", "in", List.of())),
        fault("/in", "must be a list of 1 to 100", at("/x", "in", repeated(101))),
        fault("/in/1", "must be a string, a number", at("/x", "in", List.of(1, List.of()))),
        fault("/prefix", "must be a string", at("/x", "prefix", 1)),
        fault("/prefix", "at least one character", at("/x", "prefix", "")),
        fault("/prefix", "at most 1024 characters", at("/x", "prefix", "x".repeat(1_025))),
        fault("/exists", "must be true or false", at("/x", "exists", "yes")),
        fault("/exists", "must be true or false", at("/x", "exists", null)),
        fault("/above", "must be a number", at("/x", "above", "1")),
        fault("/atLeast", "must be a number", at("/x", "atLeast", null)),
        fault("/below", "must be a number", at("/x", "below", true)),
        fault("/atMost", "at most 100 digits", at("/x", "atMost", new BigDecimal("-1e500"))),
        fault("/not".repeat(8), "nested more than 8 deep", nots(8)),
        fault("", "at most 64 conditions", Map.of("all", List.of(whole(40), whole(40)))));
  }

  @Test
  void theBoundsThemselvesAreAllowed() {
    done(nots(7));
    done(Map.of("all", List.of(whole(40), whole(24))));
    done(at("/x".repeat(32), "equals", "x".repeat(1_024)));
    done(at("/x", "in", repeated(100)));
    done(at("/x", "equals", new BigDecimal("9".repeat(100) + "e-100")));
    done(at("/x", "equals", new BigDecimal("1e-400")));
  }

  @Test
  void allFaultsAreToldUpToTwenty() {
    assertThat(faultsOf(any("a", at("/x", "eq", 1), at("x", "equals", List.of()))))
        .extracting(fault -> fault.place().toString())
        .containsExactly("/any/0", "/any/1/eq", "/any/2/at", "/any/2/equals");
    assertThat(faultsOf(Map.of("all", repeated(64)))).hasSize(20);
  }

  private static Arguments fault(String place, String message, @Nullable Object form) {
    return Arguments.of(place, message, form);
  }

  private static Filter done(Object form) {
    if (FilterForm.read(form) instanceof Read.Done(Filter filter)) {
      return filter;
    }
    throw new AssertionError(FilterForm.read(form));
  }

  private static List<Fault> faultsOf(@Nullable Object form) {
    if (FilterForm.read(form) instanceof Read.Faulty(List<Fault> faults)) {
      return faults;
    }
    throw new AssertionError("this is a filter: " + form);
  }

  private static Map<String, @Nullable Object> at(
      Object pointer, String operator, @Nullable Object expected) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put("at", pointer);
    form.put(operator, expected);
    return Collections.unmodifiableMap(form);
  }

  private static Map<String, @Nullable Object> any(Object... parts) {
    return Map.of("any", List.of(parts));
  }

  private static Map<String, @Nullable Object> range() {
    Map<String, @Nullable Object> form = new LinkedHashMap<>(at("/x", "above", 1));
    form.put("below", 5);
    return form;
  }

  private static List<Object> repeated(int count) {
    return new ArrayList<>(IntStream.range(0, count).boxed().toList());
  }

  private static Map<String, @Nullable Object> whole(int conditions) {
    return Map.of("all", Collections.nCopies(conditions, at("/x", "equals", 1)));
  }

  /** A condition within so many nots. */
  private static Map<String, @Nullable Object> nots(int count) {
    Map<String, @Nullable Object> form = at("/x", "equals", 1);
    for (int i = 0; i < count; i++) {
      form = Map.of("not", form);
    }
    return form;
  }
}
