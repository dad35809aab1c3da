/** Makes one attempt over HTTP and says what came of it. */
@NullMarked
package dev.postrider.sender;

import org.jspecify.annotations.NullMarked;
