package dev.postrider.filter;

import dev.postrider.filter.Value.Numeric;
import dev.postrider.filter.Value.Scalar;
import dev.postrider.filter.Value.Text;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a condition asks of the value that it looks at. A value that is missing or of another kind
 * is no error: it does not hold.
 */
public sealed interface Operator {

  record Equals(Scalar expected) implements Operator {}

  /** Equal to one of these. */
  record In(List<Scalar> expected) implements Operator {
    public In {
      expected = List.copyOf(expected);
    }
  }

  /** A text that starts so. */
  record Prefix(String expected) implements Operator {}

  /** There, be it null, or not there. */
  record Exists(boolean expected) implements Operator {}

  /** A number on this side of the expected one. */
  record Compared(Side side, BigDecimal expected) implements Operator {
    // Equal by value, as numbers are everywhere here.
    @Override
    public boolean equals(Object other) {
      return other instanceof Compared that
          && side == that.side
          && expected.compareTo(that.expected) == 0;
    }

    @Override
    public int hashCode() {
      return 31 * side.hashCode() + Double.hashCode(expected.doubleValue());
    }
  }

  /** Which numbers a comparison takes. */
  enum Side {
    ABOVE,
    AT_LEAST,
    BELOW,
    AT_MOST;

    private boolean takes(int comparison) {
      return switch (this) {
        case ABOVE -> comparison > 0;
        case AT_LEAST -> comparison >= 0;
        case BELOW -> comparison < 0;
        case AT_MOST -> comparison <= 0;
      };
    }
  }

  /** True when the value is as it is asked for. */
  default boolean holds(Value found) {
    return switch (this) {
      case Equals(Scalar expected) -> expected.equals(found);
      case In(List<Scalar> expected) -> found instanceof Scalar scalar && expected.contains(scalar);
      case Prefix(String expected) ->
          found instanceof Text(String text) && text.startsWith(expected);
      case Exists(boolean expected) -> expected != found instanceof Value.Missing;
      case Compared(Side side, BigDecimal expected) ->
          found instanceof Numeric(BigDecimal value) && side.takes(value.compareTo(expected));
    };
  }
}
