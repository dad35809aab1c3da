/** Which events there are, what they look like, and an example sent by hand. */
@NullMarked
package dev.postrider.console.catalogue;

import org.jspecify.annotations.NullMarked;
