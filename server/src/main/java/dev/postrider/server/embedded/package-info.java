/** The PostgreSQL that Postrider brings along and keeps in the data directory. */
@NullMarked
package dev.postrider.server.embedded;

import org.jspecify.annotations.NullMarked;
