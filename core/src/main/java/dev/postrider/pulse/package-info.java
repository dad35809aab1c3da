/** The pulse: what happened in each minute, counted as it happens, so that nobody counts rows. */
@NullMarked
package dev.postrider.pulse;

import org.jspecify.annotations.NullMarked;
