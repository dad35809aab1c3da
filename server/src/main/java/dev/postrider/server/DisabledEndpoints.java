package dev.postrider.server;

import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Dispatch;
import dev.postrider.message.EndpointId;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the directory what dispatch finds out about endpoints. */
record DisabledEndpoints(Directory directory) implements Dispatch.Endpoints {
  private static final Logger log = LoggerFactory.getLogger(DisabledEndpoints.class);

  /**
   * Failure policy: fail open, because the endpoint fails on and is disabled at the next occasion.
   */
  @Override
  public void disable(EndpointId endpoint, String reason) {
    try {
      directory.changeEndpoint(endpoint, DisabledEndpoints::disabled);
      log.info("endpoint {} is disabled: {}", endpoint, reason);
    } catch (RuntimeException e) {
      log.warn("endpoint {} could not be disabled", endpoint, e);
    }
  }

  /** Failure policy: fail open, because the next failure or success notes it. */
  @Override
  public void markFailing(EndpointId endpoint, Optional<Instant> since) {
    try {
      directory.markFailing(endpoint, since);
    } catch (RuntimeException e) {
      log.warn("the state of endpoint {} could not be noted", endpoint, e);
    }
  }

  private static Endpoint.Settings disabled(Endpoint.Settings s) {
    return new Endpoint.Settings(
        s.url(),
        s.description(),
        s.uid(),
        true,
        s.eventTypes(),
        s.channels(),
        s.throttleRate(),
        s.headers(),
        s.metadata(),
        s.signatureNames());
  }
}
