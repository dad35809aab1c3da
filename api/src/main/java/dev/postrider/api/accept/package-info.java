/** The accept stage: a request becomes a message in the log. */
@NullMarked
package dev.postrider.api.accept;

import org.jspecify.annotations.NullMarked;
