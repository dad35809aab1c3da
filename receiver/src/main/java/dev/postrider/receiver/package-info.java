/** The other end of the wire: tells whether a webhook is what it says it is. */
@NullMarked
package dev.postrider.receiver;

import org.jspecify.annotations.NullMarked;
