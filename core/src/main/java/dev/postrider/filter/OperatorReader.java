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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the operator of a condition, and what it is to be compared with. */
record OperatorReader(FilterReader filter, Pointer place) {
  static final String NAMES = "equals, in, prefix, exists, above, atLeast, below or atMost";
  static final String UNSAYABLE = "must contain neither NUL nor half of a surrogate pair";

  private static final int LONGEST_TEXT = 1_024;
  private static final int MOST_VALUES = 100;
  private static final int MOST_DIGITS = 100;
  private static final int LARGEST_EXPONENT = 400;

  static boolean knows(Object name) {
    return switch (name.toString()) {
      case "equals", "in", "prefix", "exists" -> true;
      case String other -> ConditionForm.side(other) != null;
    };
  }

  @Nullable Operator read(String name, @Nullable Object form) {
    return switch (name) {
      case "equals" -> {
        Scalar expected = scalar(place, form);
        yield expected == null ? null : new Equals(expected);
      }
      case "in" -> in(form);
      case "prefix" -> prefix(form);
      case "exists" ->
          form instanceof Boolean expected
              ? new Exists(expected)
              : filter.wrong(place, "must be true or false");
      default -> {
        Side side = ConditionForm.side(name);
        yield side == null
            ? filter.wrong(place, "is no operator; there are " + NAMES)
            : compared(side, form);
      }
    };
  }

  private @Nullable Operator in(@Nullable Object form) {
    if (!(form instanceof List<?> list) || list.isEmpty() || list.size() > MOST_VALUES) {
      return filter.wrong(place, "must be a list of 1 to " + MOST_VALUES + " values");
    }
    List<Scalar> values = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Scalar value = scalar(place.then(Integer.toString(i)), list.get(i));
      if (value != null) {
        values.add(value);
      }
    }
    return values.size() == list.size() ? new In(values) : null;
  }

  private @Nullable Operator prefix(@Nullable Object form) {
    if (!(form instanceof String text) || text.isEmpty()) {
      return filter.wrong(place, "must be a string of at least one character");
    }
    Text expected = text(place, text);
    return expected == null ? null : new Prefix(expected.text());
  }

  private @Nullable Operator compared(Side side, @Nullable Object form) {
    if (!(form instanceof Number number)) {
      return filter.wrong(place, "must be a number");
    }
    BigDecimal expected = number(place, number);
    return expected == null ? null : new Compared(side, expected);
  }

  private @Nullable Scalar scalar(Pointer where, @Nullable Object form) {
    return switch (form) {
      case null -> new Null();
      case String text -> text(where, text);
      case Boolean truth -> new Truth(truth);
      case Number number -> {
        BigDecimal value = number(where, number);
        yield value == null ? null : new Numeric(value);
      }
      default -> filter.wrong(where, "must be a string, a number, true, false or null");
    };
  }

  private @Nullable Text text(Pointer where, String text) {
    if (text.length() > LONGEST_TEXT) {
      return filter.wrong(where, "must have at most " + LONGEST_TEXT + " characters");
    }
    return sayable(text) ? new Text(text) : filter.wrong(where, UNSAYABLE);
  }

  /** The exponent is looked at before anything is calculated with the number. */
  private @Nullable BigDecimal number(Pointer where, Number number) {
    BigDecimal value =
        number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    long exponent = (long) value.precision() - value.scale() - 1;
    if (Math.abs(exponent) > LARGEST_EXPONENT
        || value.stripTrailingZeros().precision() > MOST_DIGITS) {
      return filter.wrong(
          where,
          "must be a number of at most "
              + MOST_DIGITS
              + " digits, from 1e-"
              + LARGEST_EXPONENT
              + " to 1e"
              + LARGEST_EXPONENT);
    }
    return value;
  }

  static boolean sayable(String text) {
    return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
