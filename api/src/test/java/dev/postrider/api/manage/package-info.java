@NullUnmarked
package dev.postrider.api.manage;

import org.jspecify.annotations.NullUnmarked;
