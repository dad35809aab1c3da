/**
 * Reads platform files: YAML in, {@link dev.postrider.platform.Platform} out, or where it is wrong.
 */
@NullMarked
package dev.postrider.platforms;

import org.jspecify.annotations.NullMarked;
