/** Who looks: what his browser shows, sealed, from page to page. */
@NullMarked
package dev.postrider.console.session;

import org.jspecify.annotations.NullMarked;
