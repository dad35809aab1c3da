/** Tries inputs that nobody thought of on whatever reads what strangers send. */
@NullMarked
package dev.postrider.fuzz;

import org.jspecify.annotations.NullMarked;
