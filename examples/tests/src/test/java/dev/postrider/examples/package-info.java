/** The examples, run as their readers do. */
@NullMarked
package dev.postrider.examples;

import org.jspecify.annotations.NullMarked;
