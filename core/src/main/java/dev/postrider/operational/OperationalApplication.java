package dev.postrider.operational;

import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Stored;
import dev.postrider.platform.Platform;
import java.util.Map;
import java.util.Optional;

/**
 * The application whose endpoints are an organisation's operational webhooks: an ordinary one, so
 * that they are signed, retried and recorded as all others, but of an organisation for which no
 * token speaks.
 */
public final class OperationalApplication {
  /** No organisation of a token has a colon in its name. */
  public static final String ORGANISATION_PREFIX = "operational:";

  private static final String UID = "operational-webhooks";

  private OperationalApplication() {}

  /** True when these are the endpoints of operational webhooks. */
  public static boolean is(Application application) {
    return application.organisation().startsWith(ORGANISATION_PREFIX);
  }

  /** The organisation's, from memory; empty until it is made. */
  public static Optional<Application> find(Directory directory, String organisation) {
    return directory
        .routes(ORGANISATION_PREFIX + organisation, UID)
        .map(routes -> routes.application());
  }

  /** The organisation's, made when there is none. */
  public static Application make(Directory directory, String organisation) {
    Optional<Application> known = find(directory, organisation);
    if (known.isPresent()) {
      return known.get();
    }
    Application.Settings settings =
        new Application.Settings("Operational webhooks", UID, null, Map.of(), Map.of());
    return switch (directory.createApplication(
        ORGANISATION_PREFIX + organisation, Platform.STANDARD, settings)) {
      case Stored.Done<Application>(Application made) -> made;
      case Stored.Taken<Application>(Application other) -> other;
      case Stored.Missing<Application>(),
          Stored.TooManySecrets<Application>(),
          Stored.TooLarge<Application>() ->
          throw new IllegalStateException("an application cannot lack anything");
    };
  }
}
