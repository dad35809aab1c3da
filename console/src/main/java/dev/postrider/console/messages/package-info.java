/** Pages of messages: which there are, and what became of one. */
@NullMarked
package dev.postrider.console.messages;

import org.jspecify.annotations.NullMarked;
