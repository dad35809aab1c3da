package dev.postrider.receiver.events.qikchat;

import java.util.List;

/**
 * A message that came in, and who wrote it.
 *
 * @param id names the message
 * @param contacts the customer; one, as far as is known
 */
public record Incoming<M extends Message>(String id, List<Customer> contacts, M message) {

  public Incoming {
    contacts = List.copyOf(contacts);
  }

  /**
   * Who wrote.
   *
   * @param to the customer's number, although it is called so
   */
  public record Customer(String to, Profile profile) {}

  /** What a customer is called. */
  public record Profile(String name) {}
}
