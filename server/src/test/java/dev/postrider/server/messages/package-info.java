/** What messages may carry, and how they are taken, over HTTP with everything real. */
@org.jspecify.annotations.NullMarked
package dev.postrider.server.messages;
