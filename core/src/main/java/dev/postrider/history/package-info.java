/** Reading back: messages and attempts, a page at a time. */
@NullMarked
package dev.postrider.history;

import org.jspecify.annotations.NullMarked;
