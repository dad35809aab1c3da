/** Background tasks: long work on stored messages that is asked for once and survives restarts. */
@NullMarked
package dev.postrider.task;

import org.jspecify.annotations.NullMarked;
