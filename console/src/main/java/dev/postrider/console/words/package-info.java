/** What pages say, in the language of whoever reads. */
@NullMarked
package dev.postrider.console.words;

import org.jspecify.annotations.NullMarked;
