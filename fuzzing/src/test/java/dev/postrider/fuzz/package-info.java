@NullMarked
package dev.postrider.fuzz;

import org.jspecify.annotations.NullMarked;
