/** Reads which events an OpenAPI document describes. */
@NullMarked
package dev.postrider.api.describe;

import org.jspecify.annotations.NullMarked;
