/** What is attempted now, shown to whoever looks while it happens. */
@NullMarked
package dev.postrider.console.live;

import org.jspecify.annotations.NullMarked;
