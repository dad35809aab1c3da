/** Who is told by e-mail. */
@NullMarked
package dev.postrider.api.alert;

import org.jspecify.annotations.NullMarked;
