/** The management APIs that platforms had before: their words for what the native API does. */
@NullMarked
package dev.postrider.api.platforms;

import org.jspecify.annotations.NullMarked;
