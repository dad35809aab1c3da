/** Pages to look at what there is: applications, and how one fares. */
@NullMarked
package dev.postrider.console.look;

import org.jspecify.annotations.NullMarked;
