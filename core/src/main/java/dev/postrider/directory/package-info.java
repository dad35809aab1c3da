/** Who receives: applications, endpoints and event types, and the edge that keeps them. */
@NullMarked
package dev.postrider.directory;

import org.jspecify.annotations.NullMarked;
