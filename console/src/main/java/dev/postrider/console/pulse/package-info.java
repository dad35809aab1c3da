/** What happened over time, as pages show it. */
@NullMarked
package dev.postrider.console.pulse;

import org.jspecify.annotations.NullMarked;
