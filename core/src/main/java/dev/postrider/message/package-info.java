/** The words of the road: messages, their time-ordered keys and their public ids. */
@NullMarked
package dev.postrider.message;

import org.jspecify.annotations.NullMarked;
