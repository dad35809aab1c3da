package dev.postrider.server.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The values that were given, each with where it came from; what was not given has its default. */
public final class Settings {

  private record Given<T>(Key<T> key, T value, String source) {
    String show() {
      return key.path() + " = " + key.show(value) + " (" + source + ")";
    }
  }

  private final Map<String, Given<?>> given = new LinkedHashMap<>();

  /** Takes a value; a later one replaces an earlier one. */
  public <T> Settings set(Key<T> key, String text, String source) {
    given.put(key.path(), new Given<>(key, key.read(text, source), source));
    return this;
  }

  /** The value of a key that has a default. */
  public <T> T get(Key<T> key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException(key.path() + " is absent"));
  }

  @SuppressWarnings("unchecked") // set() pairs a key with a value of its type
  public <T> Optional<T> find(Key<T> key) {
    var value = (Given<T>) given.get(key.path());
    return value == null ? Optional.ofNullable(key.otherwise()) : Optional.of(value.value());
  }

  /** Where the value of a key comes from. */
  String origin(Key<?> key) {
    Given<?> value = given.get(key.path());
    return value == null ? "the default" : "from " + value.source();
  }

  /** What was given, without secrets. */
  @Override
  public String toString() {
    return given.values().stream().map(Given::show).collect(Collectors.joining("; "));
  }
}
