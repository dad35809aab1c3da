/** The demonstration: every platform's event, sent and received before one's eyes. */
@NullMarked
package dev.postrider.server.demo;

import org.jspecify.annotations.NullMarked;
