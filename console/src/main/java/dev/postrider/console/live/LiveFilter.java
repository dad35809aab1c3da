package dev.postrider.console.live;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import java.util.Optional;

/**
 * Which attempts somebody wants to see; those who want the same share what is found.
 *
 * @param type the name of an event type; empty for any
 * @param outcome {@code success}, {@code sending} or {@code fail}; empty for any
 */
record LiveFilter(
    ApplicationId application,
    Optional<EndpointId> endpoint,
    Optional<MessageId> message,
    String type,
    String outcome) {

  boolean has(LiveAttempt seen) {
    return seen.application().equals(application)
        && (endpoint.isEmpty() || seen.endpoint().equals(endpoint.get()))
        && (message.isEmpty() || seen.message().equals(message.get()))
        && (type.isEmpty() || seen.type().equals(type))
        && (outcome.isEmpty() || seen.outcome().equals(outcome));
  }
}
