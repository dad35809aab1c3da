package dev.postrider.filter;

import java.math.BigDecimal;
import java.util.Map;

/** What stands at one place of a JSON text, as far as filters can tell. */
public sealed interface Value {
  /** A value without parts: what a filter can name. */
  sealed interface Scalar extends Value {}

  /** Two texts are equal when their code points are: capitals and accents make a difference. */
  record Text(String text) implements Scalar {}

  /** Two numbers are equal when they have the same value, however they are written. */
  record Numeric(BigDecimal value) implements Scalar {
    private static final int LARGEST_EXPONENT = 9_999;
    private static final int LONGEST_EXPONENT = 4;

    /**
     * Reads a number of a payload. An exponent beyond 9,999 counts as 9,999: filters name no number
     * that is near it, so no comparison with them comes out otherwise, and none is expensive.
     */
    public static Numeric of(String json) {
      int e = Math.max(json.indexOf('e'), json.indexOf('E'));
      if (e < 0) {
        return new Numeric(new BigDecimal(json));
      }
      boolean negative = json.charAt(e + 1) == '-';
      String exponent = json.substring(e + 1).replaceFirst("^[+-]?0*(?=[0-9])", "");
      int bounded =
          exponent.length() > LONGEST_EXPONENT ? LARGEST_EXPONENT : Integer.parseInt(exponent);
      return new Numeric(
          new BigDecimal(json.substring(0, e)).scaleByPowerOfTen(negative ? -bounded : bounded));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Numeric that && value.compareTo(that.value) == 0;
    }

    @Override
    public int hashCode() {
      return Double.hashCode(value.doubleValue());
    }
  }

  record Truth(boolean truth) implements Scalar {}

  record Null() implements Scalar {}

  /** Nothing stands there, which is not the same as null. */
  record Missing() implements Value {}

  /**
   * An object or an array, of which only the parts that are sought were read.
   *
   * @param parts by member name or number of element
   */
  record Structure(boolean array, Map<String, Value> parts) implements Value {
    public Structure {
      parts = Map.copyOf(parts);
    }
  }

  /** What stands at the place that the pointer names, seen from here. */
  default Value at(Pointer pointer) {
    Value value = this;
    for (String step : pointer.steps()) {
      value = value.part(step);
    }
    return value;
  }

  private Value part(String step) {
    Value part = this instanceof Structure structure ? structure.parts.get(step) : null;
    return part == null ? new Missing() : part;
  }
}
