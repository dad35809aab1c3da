/**
 * What contacts have been sent and have not read: the edge that keeps an inbox for each of them.
 */
@NullMarked
package dev.postrider.inbox;

import org.jspecify.annotations.NullMarked;
