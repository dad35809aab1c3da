/** Background tasks: how they are asked for, and how far they are. */
@NullMarked
package dev.postrider.api.task;

import org.jspecify.annotations.NullMarked;
