/** For senders: an event is written in one's own transaction, and sent when that is committed. */
@NullMarked
package dev.postrider.outbox;

import org.jspecify.annotations.NullMarked;
