/** What a message costs, counted and not timed. */
@NullMarked
package dev.postrider.server.cost;

import org.jspecify.annotations.NullMarked;
