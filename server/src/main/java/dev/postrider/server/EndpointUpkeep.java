package dev.postrider.server;

import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Dispatch;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.policy.FailingRule;
import dev.postrider.policy.PolicyOverrides;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the directory what dispatch finds out about endpoints, and does to those that fail for
 * long what their policy says. What fails is the caller's to report and to ask for again.
 */
record EndpointUpkeep(Directory directory, InstantSource clock) implements Dispatch.Endpoints {
  private static final Logger log = LoggerFactory.getLogger(EndpointUpkeep.class);
  private static final String FAILED = "its policy says so, it has failed without one success";

  @Override
  public PolicyOverrides eventTypePolicy(ApplicationId application, String eventType) {
    return directory.eventTypePolicy(application, eventType);
  }

  @Override
  public Optional<Endpoint> endpoint(EndpointId id) {
    return directory.endpoint(id);
  }

  @Override
  public void disable(EndpointId endpoint, String reason) {
    if (directory.disableEndpoint(endpoint)) {
      log.info("endpoint {} is disabled: {}", endpoint, reason);
    }
  }

  @Override
  public void markFailing(EndpointId endpoint, long revision, Optional<Instant> since) {
    directory.markFailing(endpoint, revision, since);
  }

  /** Disables or deletes the endpoints to which nothing could be delivered for too long. */
  void run() {
    Instant now = clock.instant();
    for (Endpoint endpoint : directory.failingEndpoints()) {
      Instant since = endpoint.failingSince();
      if (since != null && endpoint.policy().failing().due(since, now)) {
        try {
          giveUp(endpoint, since);
        } catch (RuntimeException e) {
          // Failure policy: go on with the others, because this one comes again in a minute.
          log.error("endpoint {} could not be given up", endpoint.id(), e);
        }
      }
    }
  }

  /** Leaves it alone when somebody has given it a new chance since the list was made. */
  private void giveUp(Endpoint endpoint, Instant since) {
    switch (endpoint.policy().failing()) {
      case FailingRule.Keep() -> {}
      case FailingRule.Disable _ -> {
        if (directory.disableEndpoint(endpoint.id(), endpoint.revision())) {
          log.info("endpoint {} is disabled: {} since {}", endpoint.id(), FAILED, since);
        }
      }
      case FailingRule.Delete _ -> {
        if (directory.deleteEndpoint(endpoint.id(), endpoint.revision())) {
          log.info("endpoint {} is deleted: {} since {}", endpoint.id(), FAILED, since);
        }
      }
    }
  }
}
