package dev.postrider.filter;

import dev.postrider.filter.Operator.Compared;
import dev.postrider.filter.Operator.Equals;
import dev.postrider.filter.Operator.Exists;
import dev.postrider.filter.Operator.In;
import dev.postrider.filter.Operator.Prefix;
import dev.postrider.filter.Operator.Side;
import dev.postrider.filter.Value.Null;
import dev.postrider.filter.Value.Numeric;
import dev.postrider.filter.Value.Scalar;
import dev.postrider.filter.Value.Text;
import dev.postrider.filter.Value.Truth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON form of conditions: where one looks, and one operator by its name. */
final class ConditionForm {
  /** Numbers of up to so many digits are written without an exponent. */
  private static final int PLAIN_DIGITS = 21;

  private ConditionForm() {}

  static Map<String, @Nullable Object> write(Filter.Condition condition) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put("at", condition.at().toString());
    form.putAll(write(condition.operator()));
    return form;
  }

  static Map<String, @Nullable Object> write(Operator operator) {
    return switch (operator) {
      case Equals(Scalar expected) -> Collections.singletonMap("equals", write(expected));
      case In(List<Scalar> expected) -> {
        List<@Nullable Object> values = new ArrayList<>();
        expected.forEach(value -> values.add(write(value)));
        yield Map.of("in", values);
      }
      case Prefix(String expected) -> Map.of("prefix", expected);
      case Exists(boolean expected) -> Map.of("exists", expected);
      case Compared(Side side, BigDecimal expected) -> Map.of(name(side), written(expected));
    };
  }

  static @Nullable Object write(Scalar value) {
    return switch (value) {
      case Text(String text) -> text;
      case Numeric(BigDecimal number) -> written(number);
      case Truth(boolean truth) -> truth;
      case Null() -> null;
    };
  }

  static @Nullable Side side(String name) {
    return switch (name) {
      case "above" -> Side.ABOVE;
      case "atLeast" -> Side.AT_LEAST;
      case "below" -> Side.BELOW;
      case "atMost" -> Side.AT_MOST;
      default -> null;
    };
  }

  private static String name(Side side) {
    return switch (side) {
      case ABOVE -> "above";
      case AT_LEAST -> "atLeast";
      case BELOW -> "below";
      case AT_MOST -> "atMost";
    };
  }

  /** Equal numbers are written alike. */
  private static BigDecimal written(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    boolean plain = shortest.scale() < 0 && shortest.precision() - shortest.scale() <= PLAIN_DIGITS;
    return plain ? shortest.setScale(0) : shortest;
  }
}
