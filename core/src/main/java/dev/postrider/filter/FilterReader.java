package dev.postrider.filter;

import dev.postrider.filter.Filter.All;
import dev.postrider.filter.Filter.Any;
import dev.postrider.filter.Filter.Condition;
import dev.postrider.filter.Filter.Not;
import dev.postrider.filter.FilterForm.Fault;
import dev.postrider.filter.FilterForm.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one filter within its bounds, and tells all that is wrong with it. A member that is not
 * known is refused: a filter with a slip in it would deliver what nobody asked for. For one use.
 */
final class FilterReader {
  private static final int DEEPEST = 8;
  private static final int MOST_CONDITIONS = 64;
  private static final int MOST_FAULTS = 20;
  private static final Pointer WHOLE = new Pointer(List.of());

  private final List<Fault> faults = new ArrayList<>();
  private int conditions;

  Read read(@Nullable Object form) {
    Filter filter = filter(form, WHOLE, 1);
    if (conditions > MOST_CONDITIONS) {
      wrong(WHOLE, "must have at most " + MOST_CONDITIONS + " conditions");
    }
    return filter == null || !faults.isEmpty() ? new Read.Faulty(faults) : new Read.Done(filter);
  }

  private @Nullable Filter filter(@Nullable Object form, Pointer place, int depth) {
    if (!(form instanceof Map<?, ?> members)) {
      return wrong(place, "must be an object");
    }
    if (depth > DEEPEST) {
      return wrong(place, "is nested more than " + DEEPEST + " deep");
    }
    if (members.containsKey("at") || members.keySet().stream().anyMatch(OperatorReader::knows)) {
      return condition(members, place);
    }
    if (members.size() != 1) {
      return wrong(place, "must have one of all, any and not, or at and an operator");
    }
    Map.Entry<?, ?> only = members.entrySet().iterator().next();
    String name = String.valueOf(only.getKey());
    Pointer inner = place.then(name);
    return switch (name) {
      case "all" -> {
        List<Filter> parts = parts(only.getValue(), inner, depth);
        yield parts.isEmpty() ? null : new All(parts);
      }
      case "any" -> {
        List<Filter> parts = parts(only.getValue(), inner, depth);
        yield parts.isEmpty() ? null : new Any(parts);
      }
      case "not" -> {
        Filter part = filter(only.getValue(), inner, depth + 1);
        yield part == null ? null : new Not(part);
      }
      default -> wrong(inner, "is unknown; a filter has all, any or not, or at and an operator");
    };
  }

  /** Those that can be read; none when the form is wrong as a whole. */
  private List<Filter> parts(@Nullable Object form, Pointer place, int depth) {
    List<Filter> parts = new ArrayList<>();
    if (!(form instanceof List<?> list) || list.isEmpty() || list.size() > MOST_CONDITIONS) {
      wrong(place, "must be a list of 1 to " + MOST_CONDITIONS + " filters");
      return parts;
    }
    for (int i = 0; i < list.size() && conditions <= MOST_CONDITIONS; i++) {
      Filter part = filter(list.get(i), place.then(Integer.toString(i)), depth + 1);
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
  }

  private @Nullable Filter condition(Map<?, ?> members, Pointer place) {
    conditions++;
    Pointer at = at(members, place);
    Operator operator = null;
    int operators = 0;
    for (Map.Entry<?, ?> member : members.entrySet()) {
      String name = String.valueOf(member.getKey());
      if (!name.equals("at")) {
        operators++;
        operator = new OperatorReader(this, place.then(name)).read(name, member.getValue());
      }
    }
    if (operators != 1) {
      return wrong(place, "must have one operator beside at: " + OperatorReader.NAMES);
    }
    return at == null || operator == null ? null : new Condition(at, operator);
  }

  private @Nullable Pointer at(Map<?, ?> members, Pointer place) {
    Pointer inner = place.then("at");
    if (!(members.get("at") instanceof String text)) {
      return wrong(inner, "must be a JSON Pointer to the place in the payload, such as /data/id");
    }
    if (!OperatorReader.sayable(text)) {
      return wrong(inner, OperatorReader.UNSAYABLE);
    }
    try {
      return Pointer.parse(text);
    } catch (IllegalArgumentException notAPointer) {
      return wrong(inner, String.valueOf(notAPointer.getMessage()));
    }
  }

  /** Notes the fault; what was to be read is nothing. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // null is of every type
  <T> @Nullable T wrong(Pointer place, String message) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(new Fault(place, message));
    }
    return null;
  }
}
