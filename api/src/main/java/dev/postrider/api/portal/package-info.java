/** The tokens of portals, by which an application's owner works with that application alone. */
@NullMarked
package dev.postrider.api.portal;

import org.jspecify.annotations.NullMarked;
