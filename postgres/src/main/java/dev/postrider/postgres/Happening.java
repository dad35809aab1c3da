package dev.postrider.postgres;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.AttemptId;
import dev.postrider.message.EndpointId;
import dev.postrider.operational.OperationalEvent;
import dev.postrider.record.Entry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that an organisation is told, if it listens. */
sealed interface Happening {
  OperationalEvent event();

  ApplicationId application();

  /** The endpoint that it happened at. */
  EndpointId at();

  /**
   * An endpoint was made or changed.
   *
   * @param endpoint as it is now; as it was, when it is deleted
   */
  record OfEndpoint(OperationalEvent event, Endpoint endpoint) implements Happening {
    @Override
    public ApplicationId application() {
      return endpoint.application();
    }

    @Override
    public EndpointId at() {
      return endpoint.id();
    }
  }

  /**
   * An endpoint was disabled.
   *
   * @param automatic by its policy or its receiver, not by a person
   * @param failSince since when it had failed, if it had
   */
  record OfDisabled(Endpoint endpoint, boolean automatic, @Nullable Instant failSince)
      implements Happening {
    @Override
    public OperationalEvent event() {
      return OperationalEvent.ENDPOINT_DISABLED;
    }

    @Override
    public ApplicationId application() {
      return endpoint.application();
    }

    @Override
    public EndpointId at() {
      return endpoint.id();
    }
  }

  /** An attempt was one too many, or the one that helped. */
  record OfAttempt(OperationalEvent event, Entry entry, AttemptId attempt) implements Happening {
    @Override
    public ApplicationId application() {
      return entry.application();
    }

    @Override
    public EndpointId at() {
      return entry.endpoint();
    }
  }
}
