package dev.postrider.sender;

import dev.postrider.directory.Authentication;
import dev.postrider.directory.ClientCertificate;
import org.jspecify.annotations.Nullable;

/**
 * What is an endpoint's own in TLS: whom it trusts, what it shows. Connections are shared among
 * those whose is the same.
 */
record OwnTls(@Nullable ClientCertificate certificate, @Nullable String trusted) {

  /** Null when there is nothing of its own. */
  static @Nullable OwnTls of(Authentication authentication) {
    return authentication.certificate() == null && authentication.trusted() == null
        ? null
        : new OwnTls(authentication.certificate(), authentication.trusted());
  }

  @Override
  public String toString() {
    return "OwnTls[***]";
  }
}
