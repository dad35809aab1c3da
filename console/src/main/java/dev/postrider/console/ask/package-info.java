/** How pages learn and change things: they ask the API, as whoever looks would. */
@NullMarked
package dev.postrider.console.ask;

import org.jspecify.annotations.NullMarked;
