/** The official SDKs and verifiers do their work against the whole server. */
@NullMarked
package dev.postrider.server.judges;

import org.jspecify.annotations.NullMarked;
