package dev.postrider.policy;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;

/** Some of the HTTP statuses 100 to 599. Its text reads as {@code 3xx,400,402-428}. */
public final class StatusSet {
  public static final StatusSet NONE = new StatusSet(new BitSet());

  private static final int FIRST = 100;
  private static final int LAST = 599;

  private final BitSet statuses;

  private StatusSet(BitSet statuses) {
    this.statuses = statuses;
  }

  /** These statuses. */
  public static StatusSet of(Collection<Integer> statuses) {
    BitSet set = new BitSet();
    statuses.forEach(status -> set.set(checked(status)));
    return new StatusSet(set);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException for anything else, naming it
   */
  public static StatusSet parse(String text) {
    BitSet set = new BitSet();
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      if (part.matches("[1-5]xx")) {
        int first = (part.charAt(0) - '0') * 100;
        set.set(first, first + 100);
      } else if (part.matches("[1-5][0-9]{2}(-[1-5][0-9]{2})?")) {
        int first = Integer.parseInt(part.substring(0, 3));
        int last = part.length() == 3 ? first : Integer.parseInt(part.substring(4));
        if (last < first) {
          throw new IllegalArgumentException("statuses from a higher to a lower: " + part);
        }
        set.set(first, last + 1);
      } else {
        throw new IllegalArgumentException("neither a status nor a class of them: " + part);
      }
    }
    return new StatusSet(set);
  }

  /** Every status from 300 on that is not in this set. */
  public StatusSet otherFailures() {
    BitSet others = new BitSet();
    others.set(300, LAST + 1);
    others.andNot(statuses);
    return new StatusSet(others);
  }

  /** The statuses, classes and ranges of them that the text names. */
  public List<String> parts() {
    String text = toString();
    return text.isEmpty() ? List.of() : List.of(text.split(","));
  }

  public boolean contains(int status) {
    return statuses.get(status);
  }

  /** True when some status is in both. */
  public boolean meets(StatusSet other) {
    return statuses.intersects(other.statuses);
  }

  private static int checked(int status) {
    if (status < FIRST || status > LAST) {
      throw new IllegalArgumentException("a status from 100 to 599, not " + status);
    }
    return status;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StatusSet that && statuses.equals(that.statuses);
  }

  @Override
  public int hashCode() {
    return statuses.hashCode();
  }

  @Override
  public String toString() {
    StringJoiner parts = new StringJoiner(",");
    int first = statuses.nextSetBit(0);
    while (first >= 0) {
      int end = statuses.nextClearBit(first);
      int last = end - 1;
      if (first % 100 == 0 && end >= first + 100) {
        parts.add(first / 100 + "xx");
        last = first + 99;
      } else {
        last = Math.min(last, (first / 100) * 100 + 99);
        parts.add(first == last ? Integer.toString(first) : first + "-" + last);
      }
      first = statuses.nextSetBit(last + 1);
    }
    return parts.toString();
  }
}
