package dev.postrider.api.platforms;

import dev.postrider.directory.Directory;
import dev.postrider.inbox.ContactTokens;
import dev.postrider.inbox.Inbox;
import dev.postrider.platform.Platforms;
import java.util.random.RandomGenerator;

/**
 * What the adapters work with.
 *
 * @param random makes secrets and tokens, so it has to be unpredictable
 */
public record PlatformParts(
    Directory directory,
    Platforms platforms,
    Grants grants,
    Inbox inbox,
    ContactTokens contactTokens,
    RandomGenerator random) {

  /** Those of one platform. */
  PlatformCredentials credentials(String platform) {
    return new PlatformCredentials(directory, grants, platform);
  }
}
