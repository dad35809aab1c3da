/** What an organisation is told about its own endpoints and deliveries: operational webhooks. */
@NullMarked
package dev.postrider.operational;

import org.jspecify.annotations.NullMarked;
