/** The events of Comm100 Live Chat: chats, offline messages and agents. */
@NullMarked
package dev.postrider.receiver.events.comm100;

import org.jspecify.annotations.NullMarked;
