/** What the person at the terminal is told. */
@NullMarked
package dev.postrider.server.terminal;

import org.jspecify.annotations.NullMarked;
