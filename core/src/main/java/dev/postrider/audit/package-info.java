/** What was changed through the API, by whom and from where, and the edge that keeps it. */
@NullMarked
package dev.postrider.audit;

import org.jspecify.annotations.NullMarked;
