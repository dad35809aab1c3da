/** Loads Postrider and measures what it costs. */
@NullMarked
package dev.postrider.bench;

import org.jspecify.annotations.NullMarked;
