package dev.postrider.api.http;

import org.jspecify.annotations.Nullable;

/** Knows who calls. */
@FunctionalInterface
public interface Callers {

  /**
   * Whom an {@code Authorization} header speaks for.
   *
   * @param suspect whether the caller guesses: then nothing is looked up that is not known already
   * @throws Refusal 401 when it speaks for nobody, 403 when it may not call this API
   */
  Caller caller(@Nullable String authorization, boolean suspect);
}
