@NullMarked
package dev.postrider.receiver.helidon;

import org.jspecify.annotations.NullMarked;
