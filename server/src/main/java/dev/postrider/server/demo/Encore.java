package dev.postrider.server.demo;

/** Something to try when a scene is over, as curl does it. */
sealed interface Encore {

  /** Publishes the platform's own body. */
  record Event(String body) implements Encore {}

  /** Publishes this payload by the native API. */
  record Message(String eventType, String payload) implements Encore {}

  /** Looks at what is below the application. */
  record Look(String path) implements Encore {}

  /**
   * What the customer's program asks for.
   *
   * @param options of curl
   */
  record Customer(String path, String options) implements Encore {}
}
