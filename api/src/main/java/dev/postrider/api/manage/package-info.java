/**
 * Management calls: applications, their credentials, endpoints with secrets and headers, event
 * types.
 */
@NullMarked
package dev.postrider.api.manage;

import org.jspecify.annotations.NullMarked;
