/** Answers what happened over time, from the pulse. */
@NullMarked
package dev.postrider.api.pulse;

import org.jspecify.annotations.NullMarked;
