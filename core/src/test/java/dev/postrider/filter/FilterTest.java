package dev.postrider.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.filter.FilterForm.Read;
import dev.postrider.filter.Value.Missing;
import dev.postrider.filter.Value.Null;
import dev.postrider.filter.Value.Numeric;
import dev.postrider.filter.Value.Structure;
import dev.postrider.filter.Value.Text;
import dev.postrider.filter.Value.Truth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What filters make of payloads. */
@Timeout(10)
final class FilterTest {
  private static final Value PAYLOAD =
      object(
          Map.ofEntries(
              Map.entry("text", new Text("Chat")),
              Map.entry("empty", new Text("")),
              Map.entry("digits", new Text("12")),
              Map.entry("emoji", new Text("😀é")),
              Map.entry("one", Numeric.of("1")),
              Map.entry("big", Numeric.of("12345678901234567890")),
              Map.entry("tenth", Numeric.of("0.1")),
              Map.entry("huge", Numeric.of("1e999999999")),
              Map.entry("minusHuge", Numeric.of("-1E+99999999999999999999")),
              Map.entry("tiny", Numeric.of("1e-999999999")),
              Map.entry("zero", Numeric.of("-0.0e999999999")),
              Map.entry("yes", new Truth(true)),
              Map.entry("no", new Truth(false)),
              Map.entry("nil", new Null()),
              Map.entry("a/b", new Text("slash")),
              Map.entry("m~n", new Text("tilde")),
              Map.entry("~1", new Text("tilde and one")),
              Map.entry("", new Text("no name")),
              Map.entry("01", new Text("a name")),
              Map.entry("object", object(Map.of("in", object(Map.of("deep", new Text("x")))))),
              Map.entry(
                  "list",
                  new Structure(
                      true,
                      Map.of(
                          "0",
                          new Text("first"),
                          "1",
                          new Null(),
                          "2",
                          object(Map.of("id", Numeric.of("7")))))),
              Map.entry("nothing", object(Map.of()))));

  private static Value object(Map<String, Value> members) {
    return new Structure(false, members);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/text      | equals  | 'Chat'               | true",
        "/text      | equals  | 'chat'               | false",
        "/text      | equals  | 'Chat '              | false",
        "/text      | equals  | ''                   | false",
        "/text      | equals  | null                 | false",
        "/empty     | equals  | ''                   | true",
        "/digits    | equals  | '12'                 | true",
        "/digits    | equals  | 12                   | false",
        "/emoji     | equals  | '😀é'                 | true",
        "/emoji     | equals  | '😀e\u0301'            | false",
        "/one       | equals  | 1                    | true",
        "/one       | equals  | 1.0                  | true",
        "/one       | equals  | 1.00e0               | true",
        "/one       | equals  | 10e-1                | true",
        "/one       | equals  | '1'                  | false",
        "/one       | equals  | true                 | false",
        "/one       | equals  | -1                   | false",
        "/one       | equals  | 1.0000000000000000000000000001 | false",
        "/big       | equals  | 12345678901234567890 | true",
        "/big       | equals  | 12345678901234567891 | false",
        "/tenth     | equals  | 0.1                  | true",
        "/tenth     | equals  | 1e-1                 | true",
        "/tenth     | equals  | 0.1000000000000000055511151231257827 | false",
        "/zero      | equals  | 0                    | true",
        "/zero      | equals  | -0.00                | true",
        "/huge      | equals  | 1e400                | false",
        "/tiny      | equals  | 0                    | false",
        "/yes       | equals  | true                 | true",
        "/yes       | equals  | false                | false",
        "/yes       | equals  | 'true'               | false",
        "/no        | equals  | false                | true",
        "/no        | equals  | null                 | false",
        "/no        | equals  | 0                    | false",
        "/nil       | equals  | null                 | true",
        "/nil       | equals  | ''                   | false",
        "/missing   | equals  | null                 | false",
        "/missing   | equals  | ''                   | false",
        "/object    | equals  | ''                   | false",
        "/object    | equals  | null                 | false",
        "/list      | equals  | 'first'              | false",
        "/a~1b      | equals  | 'slash'              | true",
        "/m~0n      | equals  | 'tilde'              | true",
        "/~01       | equals  | 'tilde and one'      | true",
        "/          | equals  | 'no name'            | true",
        "/a/b       | equals  | 'slash'              | false",
        "/object/in/deep | equals | 'x'               | true",
        "/object/in/deep/er | exists | true           | false",
        "/object/deep | exists | true                 | false",
        "/text/0    | exists  | true                 | false",
        "/nil/x     | exists  | true                 | false",
        "/list/0    | equals  | 'first'              | true",
        "/list/1    | equals  | null                 | true",
        "/list/2/id | equals  | 7                    | true",
        "/list/3    | exists  | false                | true",
        "/list/-    | exists  | true                 | false",
        "/list/00   | exists  | true                 | false",
        "/01        | equals  | 'a name'             | true",
        "/text      | in      | ['Email';'Chat']     | true",
        "/text      | in      | ['Email';'SMS']      | false",
        "/one       | in      | ['1';1.00]           | true",
        "/one       | in      | ['1';true;2]         | false",
        "/nil       | in      | [null]               | true",
        "/missing   | in      | [null;'';0;false]    | false",
        "/object    | in      | [null;'']            | false",
        "/text      | prefix  | 'Ch'                 | true",
        "/text      | prefix  | 'Chat'               | true",
        "/text      | prefix  | 'Chats'              | false",
        "/text      | prefix  | 'ch'                 | false",
        "/text      | prefix  | 'hat'                | false",
        "/empty     | prefix  | 'C'                  | false",
        "/emoji     | prefix  | '😀'                  | true",
        "/one       | prefix  | '1'                  | false",
        "/missing   | prefix  | 'C'                  | false",
        "/text      | exists  | true                 | true",
        "/text      | exists  | false                | false",
        "/nil       | exists  | true                 | true",
        "/nil       | exists  | false                | false",
        "/missing   | exists  | true                 | false",
        "/missing   | exists  | false                | true",
        "/nothing   | exists  | true                 | true",
        "\"\"       | exists  | true                 | true",
        "/one       | above   | 0.999                | true",
        "/one       | above   | 1.0                  | false",
        "/one       | atLeast | 1.0                  | true",
        "/one       | atLeast | 1.001                | false",
        "/one       | below   | 1.001                | true",
        "/one       | below   | 1                    | false",
        "/one       | atMost  | 1                    | true",
        "/one       | atMost  | -3                   | false",
        "/big       | above   | 12345678901234567889 | true",
        "/huge      | above   | 9e400                | true",
        "/huge      | below   | 9e400                | false",
        "/minusHuge | below   | -9e400               | true",
        "/tiny      | above   | 0                    | true",
        "/tiny      | below   | 1e-400               | true",
        "/zero      | atMost  | 0                    | true",
        "/digits    | above   | 1                    | false",
        "/digits    | below   | 100                  | false",
        "/yes       | above   | 0                    | false",
        "/nil       | atMost  | 0                    | false",
        "/missing   | below   | 5                    | false",
        "/list      | above   | 0                    | false",
      })
  void oneCondition(String at, String operator, String expected, boolean matches) {
    Map<String, @Nullable Object> form = condition(at, operator, literal(expected));
    assertThat(filter(form).matches(PAYLOAD)).isEqualTo(matches);
    assertThat(filter(Map.of("not", form)).matches(PAYLOAD)).isEqualTo(!matches);
  }

  @Test
  void allAnyAndNotCombine() {
    Map<String, @Nullable Object> yes = condition("/text", "equals", "Chat");
    Map<String, @Nullable Object> no = condition("/text", "equals", "Email");
    assertThat(matches(Map.of("all", List.of(yes)))).isTrue();
    assertThat(matches(Map.of("all", List.of(yes, no)))).isFalse();
    assertThat(matches(Map.of("any", List.of(no, yes)))).isTrue();
    assertThat(matches(Map.of("any", List.of(no, no)))).isFalse();
    assertThat(matches(Map.of("not", Map.of("any", List.of(no, no))))).isTrue();
    assertThat(matches(Map.of("not", Map.of("not", yes)))).isTrue();
    assertThat(matches(Map.of("all", List.of(yes, Map.of("any", List.of(no, yes)))))).isTrue();
    assertThat(matches(Map.of("any", List.of(no, Map.of("all", List.of(yes, no)))))).isFalse();
  }

  /** What is no JSON has no members: whoever excludes something by one gets it all the same. */
  @Test
  void ofAMissingPayloadEverythingIsMissing() {
    Value none = new Missing();
    assertThat(filter(condition("/text", "equals", "Chat")).matches(none)).isFalse();
    assertThat(filter(condition("", "exists", true)).matches(none)).isFalse();
    assertThat(filter(condition("/text", "exists", false)).matches(none)).isTrue();
    assertThat(filter(Map.of("not", condition("/text", "equals", "Chat"))).matches(none)).isTrue();
  }

  @Test
  void numbersOfAnyLengthAndExponentAreCheap() {
    for (String json : List.of("1e0999999999", "1E+9999", "1e-00000000000000", "9".repeat(1_000))) {
      assertThat(Numeric.of(json)).isEqualTo(Numeric.of(json)).hasSameHashCodeAs(Numeric.of(json));
    }
    assertThat(Numeric.of("1e-00000000000000")).isEqualTo(Numeric.of("1"));
    assertThat(Numeric.of("0.5E+0001")).isEqualTo(Numeric.of("5"));
    assertThat(Numeric.of("-12.50e-2")).isEqualTo(new Numeric(new BigDecimal("-0.125")));
  }

  @Test
  void whatIsSoughtIsTheUnionOfWhatFiltersLookAt() {
    Filter one =
        filter(
            Map.of(
                "all",
                List.of(
                    condition("/data/id", "exists", true),
                    Map.of("not", condition("/data/list/12", "equals", 1)))));
    Filter other = filter(condition("/data/id/0", "prefix", "x"));
    Sought sought = Sought.by(List.of(one, other));
    Sought nothing = new Sought(Map.of(), -1);
    Sought id = new Sought(Map.of("0", nothing), 0);
    Sought list = new Sought(Map.of("12", nothing), 12);
    Sought data = new Sought(Map.of("id", id, "list", list), -1);
    assertThat(sought).isEqualTo(new Sought(Map.of("data", data), -1));
    assertThat(list.child(12)).isEqualTo(nothing);
    assertThat(list.child(13)).isNull();
    assertThat(list.child(1)).isNull();
    assertThat(data.child(0)).isNull();
  }

  private static boolean matches(Map<String, @Nullable Object> form) {
    return filter(form).matches(PAYLOAD);
  }

  private static Filter filter(Map<String, @Nullable Object> form) {
    if (FilterForm.read(form) instanceof Read.Done(Filter filter)) {
      return filter;
    }
    throw new AssertionError(FilterForm.read(form));
  }

  private static Map<String, @Nullable Object> condition(
      String at, String operator, @Nullable Object expected) {
    Map<String, @Nullable Object> form = new java.util.HashMap<>();
    form.put("at", at);
    form.put(operator, expected);
    return Collections.unmodifiableMap(form);
  }

  /** {@code 'text'}, {@code [a;b]}, true, false, null, or a number. */
  private static @Nullable Object literal(String text) {
    if (text.startsWith("'")) {
      return text.substring(1, text.length() - 1);
    }
    if (text.startsWith("[")) {
      List<@Nullable Object> values = new ArrayList<>();
      for (String part : text.substring(1, text.length() - 1).split(";", -1)) {
        values.add(literal(part));
      }
      return values;
    }
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> null;
      default -> new BigDecimal(text);
    };
  }
}
