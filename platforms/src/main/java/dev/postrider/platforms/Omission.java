package dev.postrider.platforms;

import dev.postrider.platform.Setting;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A member of events that an application may not want to be sent. It is not sent either when there
 * is nothing in it.
 *
 * @param wanted the setting that says so
 * @param pointer where it stands
 */
record Omission(Setting wanted, String pointer) {

  /** The body without the member where it is left out; the same bytes where it is not. */
  byte[] from(byte[] body, JsonNode root, Map<String, String> settings) {
    JsonNode value = root.at(pointer);
    boolean empty =
        value.isNull()
            || (value.isString() && value.stringValue().isEmpty())
            || (value.isContainer() && value.isEmpty());
    return value.isMissingNode() || (wanted.flag(settings) && !empty)
        ? body
        : MemberCut.cut(body, pointer);
  }
}
