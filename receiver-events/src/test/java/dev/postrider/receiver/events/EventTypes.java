package dev.postrider.receiver.events;

import com.google.errorprone.annotations.Immutable;
import dev.postrider.receiver.events.comm100.Comm100Event;
import dev.postrider.receiver.events.json.EventNames;
import dev.postrider.receiver.events.mluvii.ChatbotActivity;
import dev.postrider.receiver.events.mluvii.MluviiEvent;
import dev.postrider.receiver.events.qikchat.QikchatEvent;
import dev.postrider.receiver.events.yespo.YespoEvent;
import java.util.Map;

/** A platform file and the types that are there for it. */
enum EventTypes {
  MLUVII("mluvii", MluviiEvent.class, MluviiEvent::parse),
  MLUVII_CHATBOT("mluvii-chatbot", ChatbotActivity.class, ChatbotActivity::parse),
  QIKCHAT("qikchat", QikchatEvent.class, QikchatEvent::parse),
  YESPO("yespo", YespoEvent.class, YespoEvent::parse),
  COMM100("comm100", Comm100Event.class, Comm100Event::parse);

  final String platform;
  private final Class<? extends PlatformEvent> types;
  private final Parser parser;

  EventTypes(String platform, Class<? extends PlatformEvent> types, Parser parser) {
    this.platform = platform;
    this.types = types;
    this.parser = parser;
  }

  @FunctionalInterface
  @Immutable
  interface Parser {
    PlatformEvent parse(byte[] body) throws UnreadableEvent;
  }

  PlatformFileOf file() {
    return new PlatformFileOf(platform);
  }

  PlatformEvent parse(byte[] body) throws UnreadableEvent {
    return parser.parse(body);
  }

  /** The records of its events by their names. */
  Map<String, Class<?>> records() {
    return Map.copyOf(EventNames.of(types));
  }

  /** What the record of an event is called: the event's name as Java writes names. */
  static String recordName(String event) {
    StringBuilder name = new StringBuilder();
    for (String word : event.split("[.-]", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
    }
    return name.toString();
  }
}
