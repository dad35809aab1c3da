/**
 * The other end of the wire: {@link dev.postrider.receiver.WebhookVerifier} tells whether a webhook
 * is what it says it is, and {@link dev.postrider.receiver.Inbox} takes it and has it handled once.
 */
@NullMarked
package dev.postrider.receiver;

import org.jspecify.annotations.NullMarked;
