/** Webhook contracts as data: which events a platform has, and how it delivers them. */
@NullMarked
package dev.postrider.platform;

import org.jspecify.annotations.NullMarked;
