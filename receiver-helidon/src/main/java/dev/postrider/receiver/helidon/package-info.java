/** An inbox behind Helidon's web server. */
@NullMarked
package dev.postrider.receiver.helidon;

import org.jspecify.annotations.NullMarked;
