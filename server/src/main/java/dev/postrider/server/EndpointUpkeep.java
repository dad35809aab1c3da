package dev.postrider.server;

import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Dispatch;
import dev.postrider.message.EndpointId;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the directory what dispatch finds out about endpoints. What fails is the caller's to
 * report and to ask for again.
 */
record EndpointUpkeep(Directory directory) implements Dispatch.Endpoints {
  private static final Logger log = LoggerFactory.getLogger(EndpointUpkeep.class);

  @Override
  public void disable(EndpointId endpoint, String reason) {
    directory.changeEndpoint(endpoint, Endpoint.Settings::disable);
    log.info("endpoint {} is disabled: {}", endpoint, reason);
  }

  @Override
  public void markFailing(EndpointId endpoint, Optional<Instant> since) {
    directory.markFailing(endpoint, since);
  }
}
