/** Webhooks in their order, behind Helidon's web server. */
@NullMarked
package dev.postrider.examples.helidon;

import org.jspecify.annotations.NullMarked;
