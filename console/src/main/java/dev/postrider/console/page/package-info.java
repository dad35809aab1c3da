/** How a page comes about: from a path to a template and its answer. */
@NullMarked
package dev.postrider.console.page;

import org.jspecify.annotations.NullMarked;
