/** Webhooks with nothing but the JDK's web server. */
@NullMarked
package dev.postrider.examples.plain;

import org.jspecify.annotations.NullMarked;
