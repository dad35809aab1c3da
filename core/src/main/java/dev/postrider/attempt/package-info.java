/** The attempt stage: one HTTP request of one delivery, and what came of it. */
@NullMarked
package dev.postrider.attempt;

import org.jspecify.annotations.NullMarked;
