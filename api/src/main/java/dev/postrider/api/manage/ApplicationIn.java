package dev.postrider.api.manage;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Application;
import dev.postrider.directory.Application.Keeping;
import dev.postrider.directory.Application.Settings;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Platforms;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a caller says about an application. */
record ApplicationIn(Platforms platforms) {
  /** How the contents of messages are kept. */
  static final String DAYS = "contentRetentionDays";

  static final String SEALED = "sealPayloads";
  private static final int MOST_DAYS = 3_650;

  /** The platform of a new application, which is for its whole life. */
  String platform(Fields fields) {
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
  Settings whole(Fields fields, String platform, @Nullable Application old) {
    if (old != null) {
      stays(fields, old);
    }
    String name = fields.required("name", Rule.NAME);
    String uid = fields.text("uid", Rule.APPLICATION_UID);
    Integer rate = Members.rate(fields);
    Map<String, String> metadata = Members.metadata(fields);
    Map<String, String> own = PlatformSettings.read(fields, known(platform), Map.of());
    // A client that does not know of it must not end it.
    Keeping keeping = keeping(fields, old == null ? Keeping.USUAL : old.settings().keeping());
    fields.check();
    return new Settings(name, uid, rate, metadata, own, keeping);
  }

  /** A change that leaves alone what is absent. */
  UnaryOperator<Settings> change(Fields fields, Application application) {
    stays(fields, application);
    String name = fields.present("name") ? fields.required("name", Rule.NAME) : null;
    String uid = fields.text("uid", Rule.APPLICATION_UID);
    Integer rate = Members.rate(fields);
    Map<String, String> metadata = Members.metadata(fields);
    Platform platform = platforms.of(application);
    PlatformSettings.read(fields, platform, Map.of());
    keeping(fields, Keeping.USUAL);
    fields.check();
    return old ->
        new Settings(
            name == null ? old.name() : name,
            fields.present("uid") ? uid : old.uid(),
            rate(fields, rate, old),
            fields.present("metadata") ? metadata : old.metadata(),
            PlatformSettings.read(fields, platform, old.platformSettings()),
            keeping(fields, old.keeping()));
  }

  /** One that is not known was refused already; what else is wrong is said all the same. */
  private Platform known(String name) {
    return platforms.named(name).or(() -> platforms.named(Platform.STANDARD)).orElseThrow();
  }

  /** What is said of how contents are kept; where nothing is said, it is as it was. */
  private static Keeping keeping(Fields fields, Keeping old) {
    Integer days = fields.integer(DAYS, 1, MOST_DAYS);
    Boolean sealed = fields.flag(SEALED);
    return new Keeping(
        fields.present(DAYS) ? days : old.days(), sealed == null ? old.sealed() : sealed);
  }

  private static @Nullable Integer rate(Fields fields, @Nullable Integer rate, Settings old) {
    return Members.hasRate(fields) ? rate : old.throttleRate();
  }
}
