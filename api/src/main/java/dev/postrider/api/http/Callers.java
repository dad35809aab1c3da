package dev.postrider.api.http;

import org.jspecify.annotations.Nullable;

/** Knows who calls. */
@FunctionalInterface
public interface Callers {

  /**
   * Whom an {@code Authorization} header speaks for.
   *
   * @throws Refusal 401 when it speaks for nobody, 403 when it may not call this API, 503 when that
   *     cannot be found out now
   */
  Caller caller(@Nullable String authorization) throws InterruptedException;
}
