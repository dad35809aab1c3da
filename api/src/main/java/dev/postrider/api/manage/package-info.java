/** Management calls: applications, endpoints and their secrets and headers, event types. */
@NullMarked
package dev.postrider.api.manage;

import org.jspecify.annotations.NullMarked;
