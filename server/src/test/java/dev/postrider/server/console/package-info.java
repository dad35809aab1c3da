/** The console and the portal, as a real browser shows them. */
@NullMarked
package dev.postrider.server.console;

import org.jspecify.annotations.NullMarked;
