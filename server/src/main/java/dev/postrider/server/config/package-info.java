/** Settings: where they come from, what they may be, what they are when nobody says. */
@NullMarked
package dev.postrider.server.config;

import org.jspecify.annotations.NullMarked;
