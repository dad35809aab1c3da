package dev.postrider.receiver.spring;

import dev.postrider.receiver.InboxBuilder;

/**
 * Tells the inbox what no property can say, such as an order key. Beans of this type are called in
 * their order, after the properties.
 */
@FunctionalInterface
public interface InboxCustomizer {

  /** Changes what the inbox will be. */
  void customize(InboxBuilder inbox);
}
