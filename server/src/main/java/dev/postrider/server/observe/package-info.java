/** Logs and metrics. */
@NullMarked
package dev.postrider.server.observe;

import org.jspecify.annotations.NullMarked;
