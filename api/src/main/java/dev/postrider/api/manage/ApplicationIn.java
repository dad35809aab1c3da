package dev.postrider.api.manage;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Application;
import dev.postrider.directory.Application.Settings;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Platforms;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a caller says about an application. */
public record ApplicationIn(Platforms platforms) {

  /** The platform of a new application, which is for its whole life. */
  public String platform(Fields fields) {
    String name = fields.text("platform", Rule.SAYABLE);
    if (name != null && platforms.named(name).isEmpty()) {
      String known = platforms.all().stream().map(Platform::name).collect(Collectors.joining(", "));
      fields.wrong("platform", "must be one of " + known);
    }
    return name == null ? Platform.STANDARD : name;
  }

  /** Refuses to move an application, which would change the rules under what is on its way. */
  private static void stays(Fields fields, Application old) {
    String name = fields.text("platform", Rule.SAYABLE);
    if (name != null && !name.equals(old.platform())) {
      fields.wrong("platform", "is " + old.platform() + " and cannot be changed");
    }
  }

  /** Settings as a whole, for a new application or in place of those of {@code old}. */
  public static Settings whole(Fields fields, @Nullable Application old) {
    if (old != null) {
      stays(fields, old);
    }
    String name = fields.required("name", Rule.NAME);
    String uid = fields.text("uid", Rule.APPLICATION_UID);
    Integer rate = Members.rate(fields);
    Map<String, String> metadata = Members.metadata(fields);
    fields.check();
    return new Settings(name, uid, rate, metadata);
  }

  /** A change that leaves alone what is absent. */
  static UnaryOperator<Settings> change(Fields fields, Application application) {
    stays(fields, application);
    String name = fields.present("name") ? fields.required("name", Rule.NAME) : null;
    String uid = fields.text("uid", Rule.APPLICATION_UID);
    Integer rate = Members.rate(fields);
    Map<String, String> metadata = Members.metadata(fields);
    fields.check();
    return old ->
        new Settings(
            name == null ? old.name() : name,
            fields.present("uid") ? uid : old.uid(),
            rate(fields, rate, old),
            fields.present("metadata") ? metadata : old.metadata());
  }

  private static @Nullable Integer rate(Fields fields, @Nullable Integer rate, Settings old) {
    return Members.hasRate(fields) ? rate : old.throttleRate();
  }
}
