package dev.postrider.platforms;

import dev.postrider.inbox.Posting;
import dev.postrider.platform.Setting;
import dev.postrider.platform.Setting.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the settings of a platform file, and what they decide: omissions and the inbox. */
final class SettingsNode {
  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final List<Omission> omissions = new ArrayList<>();
  private final @Nullable InboxShape inbox;
  private final BiConsumer<JsonNode, String> faults;

  SettingsNode(JsonNode root, BiConsumer<JsonNode, String> faults) {
    this.faults = faults;
    for (Map.Entry<String, JsonNode> setting : root.path("settings").properties()) {
      read(setting.getKey(), setting.getValue());
    }
    for (Map.Entry<String, JsonNode> omission : root.path("omit").properties()) {
      Setting wanted = settings.get(omission.getKey());
      if (wanted != null && wanted.kind() instanceof Kind.Flag) {
        omissions.add(new Omission(wanted, omission.getValue().asString()));
      } else {
        faults.accept(
            omission.getValue(), "/omit/" + omission.getKey() + " names no boolean setting");
      }
    }
    this.inbox = root.has("inbox") ? inbox(root.get("inbox")) : null;
  }

  List<Setting> all() {
    return List.copyOf(settings.values());
  }

  List<Omission> omissions() {
    return omissions;
  }

  @Nullable InboxShape inbox() {
    return inbox;
  }

  @Nullable Setting inboxMaximum() {
    return inbox == null ? null : inbox.maximum();
  }

  private void read(String name, JsonNode node) {
    try {
      Kind kind =
          node.path("type").asString().equals("boolean")
              ? new Kind.Flag(node.path("default").asBoolean())
              : new Kind.Amount(
                  node.path("minimum").asInt(),
                  node.path("maximum").asInt(),
                  node.path("default").asInt());
      settings.put(name, new Setting(name, node.path("about").asString(), kind));
    } catch (IllegalArgumentException impossible) {
      faults.accept(node, "/settings/" + name + ": " + impossible.getMessage());
    }
  }

  private @Nullable InboxShape inbox(JsonNode node) {
    Setting maximum = settings.get(node.path("maximum").asString());
    if (maximum == null
        || !(maximum.kind() instanceof Kind.Amount(int lowest, int highest, int _))
        || lowest < Posting.FEWEST
        || highest > Posting.MOST) {
      faults.accept(
          node,
          "/inbox/maximum must name an integer setting from "
              + Posting.FEWEST
              + " to "
              + Posting.MOST);
      return null;
    }
    return new InboxShape(
        node.path("contact").asString(),
        node.path("id").asString(),
        node.path("created").asString(),
        maximum);
  }
}
