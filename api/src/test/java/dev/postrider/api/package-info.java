@NullUnmarked
package dev.postrider.api;

import org.jspecify.annotations.NullUnmarked;
