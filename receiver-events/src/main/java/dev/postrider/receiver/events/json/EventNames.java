package dev.postrider.receiver.events.json;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The records of a sealed interface, by the names of their events. */
public final class EventNames {
  private static final ClassValue<Map<String, Class<?>>> NAMES =
      new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> platform) {
          return records(platform)
              .filter(type -> !type.getSimpleName().equals("Unknown"))
              .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));
        }
      };

  private EventNames() {}

  /** All records of the platform that are called as their events; not its {@code Unknown}. */
  @SuppressWarnings(
      "unchecked") // what a sealed interface permits, and what that permits, extends it
  public static <E> Map<String, Class<? extends E>> of(Class<E> platform) {
    return (Map<String, Class<? extends E>>) (Map<String, ?>) NAMES.get(platform);
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Stream.of(type.getPermittedSubclasses()).flatMap(EventNames::records);
  }
}
