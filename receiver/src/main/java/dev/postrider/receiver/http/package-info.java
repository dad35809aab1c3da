/** An inbox behind the JDK's own web server. */
@NullMarked
package dev.postrider.receiver.http;

import org.jspecify.annotations.NullMarked;
