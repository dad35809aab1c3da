package dev.postrider.api.platforms;

import dev.postrider.directory.Credential;
import dev.postrider.message.ApplicationId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a token says about its bearer: which credential it was given to.
 *
 * @param since when the credential was made, to the microsecond: one that was made anew under the
 *     same name is another
 */
public record Grant(ApplicationId application, String platform, String name, Instant since) {

  static Grant to(Credential credential) {
    return new Grant(
        credential.application(),
        credential.platform(),
        credential.settings().name(),
        credential.createdAt().truncatedTo(ChronoUnit.MICROS));
  }
}
