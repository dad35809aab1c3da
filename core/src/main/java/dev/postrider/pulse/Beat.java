package dev.postrider.pulse;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import org.jspecify.annotations.Nullable;

/**
 * What was counted within one minute, of one endpoint or of an application with all its endpoints.
 *
 * @param endpoint null for the application
 */
public record Beat(
    ApplicationId application, @Nullable EndpointId endpoint, Counts counts, Latencies latencies) {}
