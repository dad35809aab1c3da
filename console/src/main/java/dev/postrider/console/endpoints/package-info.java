/** Pages of endpoints: which there are, how they fare, and how they are made and changed. */
@NullMarked
package dev.postrider.console.endpoints;

import org.jspecify.annotations.NullMarked;
