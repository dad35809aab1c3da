package dev.postrider.api.manage;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The member {@code platformSettings} of applications: what their platform leaves to them. */
final class PlatformSettings {
  private static final String NAME = "platformSettings";

  private PlatformSettings() {}

  /** What stands with what is said in its place; null puts the platform's own value back. */
  static Map<String, String> read(Fields fields, Platform platform, Map<String, String> stands) {
    Map<String, String> next = new LinkedHashMap<>(stands);
    Fields said = fields.section(NAME);
    if (said == null) {
      return next;
    }
    for (String name : said.names()) {
      platform.settings().stream()
          .filter(setting -> setting.name().equals(name))
          .findFirst()
          .ifPresentOrElse(
              setting -> put(next, said, setting),
              () -> said.wrong(name, "is no setting of the platform " + known(platform)));
    }
    return next;
  }

  private static void put(Map<String, String> next, Fields said, Setting setting) {
    String name = setting.name();
    Object value =
        switch (setting.kind()) {
          case Setting.Kind.Flag _ -> said.flag(name);
          case Setting.Kind.Amount(int lowest, int highest, int _) ->
              said.integer(name, lowest, highest);
        };
    if (value == null) {
      next.remove(name);
    } else {
      next.put(name, value.toString());
    }
  }

  private static String known(Platform platform) {
    List<String> names = platform.settings().stream().map(Setting::name).toList();
    return platform.name()
        + (names.isEmpty() ? ", which has none" : "; it has " + String.join(", ", names));
  }

  /** Every setting that there is, with the value that counts. */
  static void write(JsonWriter json, Platform platform, Map<String, String> said) {
    if (platform.settings().isEmpty()) {
      return;
    }
    json.name(NAME).beginObject();
    for (Setting setting : platform.settings()) {
      json.name(setting.name());
      switch (setting.kind()) {
        case Setting.Kind.Flag _ -> json.value(setting.flag(said));
        case Setting.Kind.Amount _ -> json.value(setting.amount(said));
      }
    }
    json.endObject();
  }
}
