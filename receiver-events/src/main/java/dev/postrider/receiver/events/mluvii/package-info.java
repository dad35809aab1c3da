/**
 * The events of mluvii: sessions, their activities, e-mails and users, and the activities of its
 * API chatbot.
 */
@NullMarked
package dev.postrider.receiver.events.mluvii;

import org.jspecify.annotations.NullMarked;
