/** Hears HTTP and turns it into what core understands. */
@NullMarked
package dev.postrider.api;

import org.jspecify.annotations.NullMarked;
