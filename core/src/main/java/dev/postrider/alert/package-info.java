/** What an organisation is told by e-mail. */
@NullMarked
package dev.postrider.alert;

import org.jspecify.annotations.NullMarked;
