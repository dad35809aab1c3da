package dev.postrider.server.demo;

import java.io.IOException;
import java.util.List;

/** One platform's contract at work. */
interface Scene {

  String platform();

  /** What the scene is there to show, in a few words. */
  String rule();

  /**
   * Registers a webhook as the platform's customer does, publishes, and checks what arrives.
   *
   * @throws IOException when the scene cannot go on
   */
  void play(Stage stage) throws IOException, InterruptedException;

  /** All of them, in the order in which they are played. */
  static List<Scene> all() {
    return List.of(
        new StandardScene(),
        new MluviiScene(),
        new ChatbotScene(),
        new QikchatScene(),
        new YespoScene(),
        new Comm100Scene());
  }
}
