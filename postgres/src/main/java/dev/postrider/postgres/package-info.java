/** The edges of core, kept in PostgreSQL. */
@NullMarked
package dev.postrider.postgres;

import org.jspecify.annotations.NullMarked;
