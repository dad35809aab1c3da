/** The inboxes of contacts, natively: how full they are, what is in them, and what was opened. */
@NullMarked
package dev.postrider.api.inbox;

import org.jspecify.annotations.NullMarked;
