/** Builds the whole program by constructors and runs it. */
@NullMarked
package dev.postrider.server;

import org.jspecify.annotations.NullMarked;
