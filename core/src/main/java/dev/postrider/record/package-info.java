/** The record stage: what became of each delivery, written with the log's next commit. */
@NullMarked
package dev.postrider.record;

import org.jspecify.annotations.NullMarked;
