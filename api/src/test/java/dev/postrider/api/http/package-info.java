@NullUnmarked
package dev.postrider.api.http;

import org.jspecify.annotations.NullUnmarked;
