/** The log stage: the edge that makes messages durable and hands them on in order. */
@NullMarked
package dev.postrider.log;

import org.jspecify.annotations.NullMarked;
