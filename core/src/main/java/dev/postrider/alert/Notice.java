package dev.postrider.alert;

import dev.postrider.message.EndpointId;
import dev.postrider.operational.OperationalEvent;

/**
 * One e-mail: what happened at an endpoint, once or several times since the last one.
 *
 * @param recipient the address
 * @param application what its owner calls it, be it anything
 * @param description what its owner says of the endpoint, be it anything
 * @param times how often it happened
 */
public record Notice(
    String recipient,
    OperationalEvent event,
    String application,
    EndpointId endpoint,
    String description,
    long times) {}
