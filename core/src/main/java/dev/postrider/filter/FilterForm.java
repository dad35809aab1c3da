package dev.postrider.filter;

import dev.postrider.filter.Filter.All;
import dev.postrider.filter.Filter.Any;
import dev.postrider.filter.Filter.Condition;
import dev.postrider.filter.Filter.Not;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of filters, for whoever speaks JSON: objects are maps, arrays are lists, and the
 * rest is strings, numbers, booleans and null. Equal filters have the same form.
 */
public final class FilterForm {
  private FilterForm() {}

  /** What was made of a form. */
  public sealed interface Read {
    record Done(Filter filter) implements Read {}

    /** No filter, and why: at least one reason. */
    record Faulty(List<Fault> faults) implements Read {
      public Faulty {
        faults = List.copyOf(faults);
      }
    }
  }

  /**
   * One thing that is wrong.
   *
   * @param place where in the form
   * @param message the rest of a sentence that starts with the name of the member there
   */
  public record Fault(Pointer place, String message) {}

  public static Read read(@Nullable Object form) {
    return new FilterReader().read(form);
  }

  public static Map<String, @Nullable Object> write(Filter filter) {
    return switch (filter) {
      case All(List<Filter> parts) -> Map.of("all", write(parts));
      case Any(List<Filter> parts) -> Map.of("any", write(parts));
      case Not(Filter part) -> Map.of("not", write(part));
      case Condition condition -> ConditionForm.write(condition);
    };
  }

  private static List<Map<String, @Nullable Object>> write(List<Filter> parts) {
    return parts.stream().map(FilterForm::write).toList();
  }

  /** The operator by its name, as it stands in a condition. */
  public static Map<String, @Nullable Object> write(Operator operator) {
    return ConditionForm.write(operator);
  }

  public static @Nullable Object write(Value.Scalar value) {
    return ConditionForm.write(value);
  }
}
