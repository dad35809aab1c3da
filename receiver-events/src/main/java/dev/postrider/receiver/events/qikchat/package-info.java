/** The events of Qikchat: incoming WhatsApp messages, and what became of those that were sent. */
@NullMarked
package dev.postrider.receiver.events.qikchat;

import org.jspecify.annotations.NullMarked;
