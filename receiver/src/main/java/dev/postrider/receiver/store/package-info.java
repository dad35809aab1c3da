/** Where an inbox keeps what it took: the edge, and its two implementations by JDBC. */
@NullMarked
package dev.postrider.receiver.store;

import org.jspecify.annotations.NullMarked;
