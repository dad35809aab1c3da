package dev.postrider.server.demo;

import dev.postrider.message.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * One platform's event, as that platform sends it.
 *
 * @param key names its application, its endpoint and the path at the receiver
 * @param body one JSON object, byte for byte
 */
record Sample(String key, String platform, String eventType, Payload body) {

  static List<Sample> all() {
    return List.of(
        read("mluvii", "mluvii", "mluvii.SessionStarted", "mluvii-SessionStarted.json"),
        read("qikchat", "Qikchat", "qikchat.message.text", "qikchat-message-text.json"),
        read("yespo", "Yespo", "yespo.app-inbox-message", "yespo-app-inbox-message.json"),
        read("comm100", "Comm100", "comm100.chat_started", "comm100-chat_started.json"));
  }

  private static Sample read(String key, String platform, String eventType, String file) {
    try (InputStream in = Sample.class.getResourceAsStream("/demo/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the sample " + file + " is not in the jar");
      }
      return new Sample(key, platform, eventType, Payload.of(withoutLineEnd(in.readAllBytes())));
    } catch (IOException unreadable) {
      throw new IllegalStateException("the sample " + file + " is not in the jar", unreadable);
    }
  }

  /** The line end of the file is none of the JSON text. */
  private static byte[] withoutLineEnd(byte[] file) {
    int end = file.length;
    while (end > 0 && file[end - 1] == '\n') {
      end--;
    }
    return Arrays.copyOf(file, end);
  }
}
