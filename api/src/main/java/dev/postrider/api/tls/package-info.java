/** The server's side of TLS: certificates from files, which may change while they are used. */
@NullMarked
package dev.postrider.api.tls;

import org.jspecify.annotations.NullMarked;
