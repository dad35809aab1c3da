/** Reads back what became of messages, and sends one again on request. */
@NullMarked
package dev.postrider.api.inspect;

import org.jspecify.annotations.NullMarked;
