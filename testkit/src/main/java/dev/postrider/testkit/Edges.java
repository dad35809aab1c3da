package dev.postrider.testkit;

import dev.postrider.directory.ApiKeys;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.PortalSessions;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Stored;
import dev.postrider.history.History;
import dev.postrider.idempotency.IdempotencyKeys;
import dev.postrider.inbox.ContactTokens;
import dev.postrider.inbox.Inbox;
import dev.postrider.log.MessageLog;
import dev.postrider.platform.Platform;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.Recorder;
import dev.postrider.task.Replays;
import dev.postrider.task.Tasks;
import java.util.Map;

/**
 * The edges of core over one storage, opened by one process. Closing leaves the storage as it is.
 */
public interface Edges extends AutoCloseable {
  String ORGANISATION = "org_test";

  MessageLog log();

  Recorder recorder();

  ParkedStore parked();

  Directory directory();

  PortalSessions portalSessions();

  ApiKeys apiKeys();

  IdempotencyKeys idempotencyKeys();

  History history();

  Inbox inbox();

  ContactTokens contactTokens();

  Tasks tasks();

  Replays replays();

  @Override
  void close();

  /** Stores an application without a uid. */
  default Application application() {
    return done(
        directory()
            .createApplication(
                ORGANISATION,
                Platform.STANDARD,
                new Application.Settings("Acme", null, null, Map.of(), Map.of())));
  }

  /** Stores an endpoint that wants everything. */
  default Endpoint endpoint(Application application) {
    return done(
        directory()
            .createEndpoint(
                application.id(),
                Endpoint.Settings.of("https://example.com/hook"),
                new Secret("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3", null)));
  }

  static <T> T done(Stored<T> stored) {
    if (stored instanceof Stored.Done<T>(T entry)) {
      return entry;
    }
    throw new AssertionError("not stored: " + stored);
  }
}
