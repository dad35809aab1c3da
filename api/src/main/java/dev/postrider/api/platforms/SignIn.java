package dev.postrider.api.platforms;

import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Credential;

/** Tells who sent a request. */
@FunctionalInterface
interface SignIn {
  /**
   * The sender's credential, as it is now.
   *
   * @throws Refusal 401 when the request shows none that there is
   */
  Credential credential(Request request);
}
