/** What the events of all platforms have in common. */
@NullMarked
package dev.postrider.receiver.events;

import org.jspecify.annotations.NullMarked;
