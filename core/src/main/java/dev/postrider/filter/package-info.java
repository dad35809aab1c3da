/** What a payload must say for an endpoint to get it. */
@NullMarked
package dev.postrider.filter;

import org.jspecify.annotations.NullMarked;
