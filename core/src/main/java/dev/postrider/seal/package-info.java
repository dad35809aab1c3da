/** What stands in a database and is not to be read there: sealed, and opened where it stands. */
@NullMarked
package dev.postrider.seal;

import org.jspecify.annotations.NullMarked;
