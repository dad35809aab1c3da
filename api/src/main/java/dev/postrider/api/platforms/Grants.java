package dev.postrider.api.platforms;

import dev.postrider.api.http.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Gives tokens to credentials, and knows them again. Whether a credential still exists is the
 * caller's to look up.
 */
public interface Grants {

  /** What a token is good for. */
  enum Use {
    /** It stands in the {@code Authorization} header of calls. */
    CALLS,
    /** It is given back for new tokens, and opens nothing else. */
    REFRESH
  }

  /** A token that holds from now on for so long. */
  String token(Grant grant, Use use, Duration validity);

  /**
   * What the bearer of an {@code Authorization} header was granted.
   *
   * @throws Refusal 401 when it is none of these tokens, or its time is over
   */
  Grant grant(@Nullable String authorization);

  /**
   * What a token that is given back was granted.
   *
   * @throws Refusal 401 when it is none of these tokens, or its time is over
   */
  Grant refreshed(String token);
}
