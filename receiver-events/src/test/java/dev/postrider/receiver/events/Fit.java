package dev.postrider.receiver.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postrider.receiver.events.comm100.Id;
import dev.postrider.receiver.events.qikchat.Message;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonNaming;

/** Whether a record fits a schema, both ways; tells each place where it does not. */
final class Fit {
  private static final Pattern CAPITAL = Pattern.compile("(?=[A-Z])");

  /** The members of which a message of Qikchat has the one that its type names. */
  private final Set<String> alternatives = new TreeSet<>();

  private final List<String> faults = new ArrayList<>();

  private Fit(Set<String> events) {
    events.stream()
        .filter(event -> event.startsWith("message."))
        .forEach(event -> alternatives.add(event.substring("message.".length())));
  }

  /** Where the record does not fit; nothing when it does. */
  static List<String> faults(Class<?> event, Shape shape, Set<String> events) {
    Fit fit = new Fit(events);
    fit.record("", event, Map.of(), shape);
    return fit.faults;
  }

  private void record(String at, Class<?> type, Map<TypeVariable<?>, Type> variables, Shape shape) {
    Map<String, RecordComponent> components = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      components.put(nameInJson(type, component), component);
    }
    if (at.isEmpty()) {
      components.remove("json");
    }
    shape
        .properties()
        .forEach((name, property) -> {
          String place = at + "/" + name;
          RecordComponent component = components.remove(name);
          if (component == null) {
            check(
                mayLack(at, type, name, property), place, "has no component in " + type.getName());
            return;
          }
          check(!property.forbidden(), place, "must not be there");
          boolean optional = property.nullable() || !shape.required().contains(name);
          check(
              component.getAnnotatedType().isAnnotationPresent(Nullable.class) == optional,
              place,
              optional ? "may be absent and is not @Nullable" : "must be there and is @Nullable");
          Type said = component.getGenericType();
          value(place, variables.getOrDefault(said, said), property);
        });
    components.keySet().forEach(name -> check(false, at + "/" + name, "is in no schema"));
  }

  /** What is true of all values of a type needs no component. */
  private boolean mayLack(String at, Class<?> type, String name, Shape property) {
    boolean saidByTheClass = at.isEmpty() && property.constant();
    boolean ofOtherMessages = Message.class.isAssignableFrom(type) && alternatives.contains(name);
    return property.forbidden() || saidByTheClass || ofOtherMessages;
  }

  private void value(String at, Type type, Shape shape) {
    if (!shape.values().isEmpty()) {
      constants(at, type, shape.values());
    } else if (shape.types().equals(Set.of("object")) && !shape.properties().isEmpty()) {
      object(at, type, shape);
    } else if (shape.types().equals(Set.of("object"))) {
      contents(at, type, Map.class, shape.others());
    } else if (shape.types().equals(Set.of("array"))) {
      contents(at, type, List.class, shape.items());
    } else {
      check(scalars(shape).contains(type), at, "is a " + type);
    }
  }

  private void object(String at, Type type, Shape shape) {
    if (type instanceof Class<?> plain && plain.isRecord()) {
      record(at, plain, Map.of(), shape);
    } else if (type instanceof ParameterizedType generic
        && generic.getRawType() instanceof Class<?> plain
        && plain.isRecord()) {
      Map<TypeVariable<?>, Type> variables = new HashMap<>();
      for (int i = 0; i < plain.getTypeParameters().length; i++) {
        variables.put(plain.getTypeParameters()[i], generic.getActualTypeArguments()[i]);
      }
      record(at, plain, variables, shape);
    } else {
      check(false, at, "is no record but " + type);
    }
  }

  private void contents(String at, Type type, Class<?> container, @Nullable Shape each) {
    if (!(type instanceof ParameterizedType generic) || generic.getRawType() != container) {
      check(false, at, "is no " + container + " but " + type);
      return;
    }
    Type content = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
    if (each == null) {
      check(content == JsonNode.class, at, "may have any contents, not only " + content);
    } else {
      value(at + "/*", content, each);
    }
  }

  /** An enumeration has the schema's values, and one for those that it will have. */
  private void constants(String at, Type type, Set<String> values) {
    if (!(type instanceof Class<?> plain) || !plain.isEnum()) {
      check(false, at, "is no enumeration but " + type);
      return;
    }
    Set<String> constants = new TreeSet<>();
    boolean open = false;
    for (Field field : plain.getFields()) {
      if (field.isAnnotationPresent(JsonEnumDefaultValue.class)) {
        open = true;
      } else if (field.isEnumConstant()) {
        JsonProperty name = field.getAnnotation(JsonProperty.class);
        constants.add(name == null ? field.getName() : name.value());
      }
    }
    check(constants.equals(new TreeSet<>(values)), at, "has the constants " + constants);
    // Where the value says which event it is, another value is another event.
    boolean saysTheEvent = at.equals("/event");
    check(open != saysTheEvent, at, open ? "must have no OTHER" : "must have an OTHER");
  }

  private static Set<Type> scalars(Shape shape) {
    if (shape.types().isEmpty()) {
      return shape.constant() ? Set.of(String.class) : Set.of(JsonNode.class);
    }
    if (shape.types().equals(Set.of("string", "integer"))) {
      return Set.of(Id.class);
    }
    return switch (shape.types().iterator().next()) {
      case "boolean" -> Set.of(boolean.class);
      case "number" -> Set.of(double.class);
      case "string" -> Set.of(text(shape.pattern()));
      case "integer" -> {
        JsonNode maximum = shape.maximum();
        boolean small = maximum != null && maximum.longValue() <= Integer.MAX_VALUE;
        // Milliseconds since 1970 have no other mark than their name.
        yield small
            ? Set.of(int.class, Integer.class)
            : Set.of(long.class, Long.class, Instant.class);
      }
      default -> Set.of();
    };
  }

  /** The type of the texts that a pattern takes. */
  private static Type text(@Nullable String pattern) {
    if (pattern == null) {
      return String.class;
    }
    Pattern texts = Pattern.compile(pattern);
    if (texts.matcher(new UUID(0, 0).toString()).find()) {
      return UUID.class;
    }
    if (texts.matcher("/Date(1584422324807)/").find()) {
      return Instant.class;
    }
    // Without an offset a time is no point in time, so one that may lack it stays a text.
    if (texts.matcher("2024-05-02T16:05:24.454+02:00").find()) {
      return texts.matcher("2024-05-02T16:05:24.454").find() ? String.class : OffsetDateTime.class;
    }
    return texts.matcher("2024-05-02T16:05:24.454Z").find() ? Instant.class : String.class;
  }

  private static String nameInJson(Class<?> type, RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    if (property != null && !property.value().isEmpty()) {
      return property.value();
    }
    return type.isAnnotationPresent(JsonNaming.class)
        ? CAPITAL.matcher(component.getName()).replaceAll("_").toLowerCase(java.util.Locale.ROOT)
        : component.getName();
  }

  private void check(boolean holds, String at, String fault) {
    if (!holds) {
      faults.add(at + " " + fault);
    }
  }
}
