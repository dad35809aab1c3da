/** The demonstration: every platform's contract at work, before one's eyes. */
@NullMarked
package dev.postrider.server.demo;

import org.jspecify.annotations.NullMarked;
