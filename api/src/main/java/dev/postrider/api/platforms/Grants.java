package dev.postrider.api.platforms;

import dev.postrider.api.http.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Gives tokens to credentials, and knows them again. */
public interface Grants {
  /** How long a token counts (M-36). */
  Duration VALIDITY = Duration.ofHours(1);

  /** A token that holds from now on. */
  String token(Grant grant);

  /**
   * What an {@code Authorization} header was granted. Whether its credential still exists is the
   * caller's to look up.
   *
   * @throws Refusal 401 when it is none of these tokens, or its time is over
   */
  Grant grant(@Nullable String authorization);
}
