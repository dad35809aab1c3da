/**
 * The pages by which people look at Postrider: the operator's console, and the portal of one
 * application.
 */
@NullMarked
package dev.postrider.console;

import org.jspecify.annotations.NullMarked;
