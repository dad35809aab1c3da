/** An order and its event in one transaction. */
@NullMarked
package dev.postrider.examples.outbox;

import org.jspecify.annotations.NullMarked;
