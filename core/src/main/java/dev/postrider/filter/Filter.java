package dev.postrider.filter;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Says which payloads an endpoint wants. Every filter either matches or does not: there is no third
 * answer, so {@code Not} matches exactly what its part does not.
 */
public sealed interface Filter {

  record All(List<Filter> parts) implements Filter {
    public All {
      parts = some(parts);
    }
  }

  record Any(List<Filter> parts) implements Filter {
    public Any {
      parts = some(parts);
    }
  }

  record Not(Filter part) implements Filter {}

  /** Asks one thing of the value at one place. */
  record Condition(Pointer at, Operator operator) implements Filter {}

  /** The payload as far as it was {@link Sought}; one that is no JSON is missing as a whole. */
  default boolean matches(Value payload) {
    return switch (this) {
      case All(List<Filter> parts) -> parts.stream().allMatch(part -> part.matches(payload));
      case Any(List<Filter> parts) -> parts.stream().anyMatch(part -> part.matches(payload));
      case Not(Filter part) -> !part.matches(payload);
      case Condition(Pointer at, Operator operator) -> operator.holds(payload.at(at));
    };
  }

  /** Shows every condition, in the order of the filter, and where it stands in its JSON form. */
  default void visit(BiConsumer<Pointer, Condition> visitor) {
    visit(new Pointer(List.of()), visitor);
  }

  private void visit(Pointer place, BiConsumer<Pointer, Condition> visitor) {
    switch (this) {
      case All(List<Filter> parts) -> visit(parts, place.then("all"), visitor);
      case Any(List<Filter> parts) -> visit(parts, place.then("any"), visitor);
      case Not(Filter part) -> part.visit(place.then("not"), visitor);
      case Condition condition -> visitor.accept(place, condition);
    }
  }

  private static void visit(
      List<Filter> parts, Pointer place, BiConsumer<Pointer, Condition> visitor) {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).visit(place.then(Integer.toString(i)), visitor);
    }
  }

  private static List<Filter> some(List<Filter> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("nothing to combine");
    }
    return List.copyOf(parts);
  }
}
