/** Requests that are made once, however often they are sent. */
@NullMarked
package dev.postrider.idempotency;

import org.jspecify.annotations.NullMarked;
