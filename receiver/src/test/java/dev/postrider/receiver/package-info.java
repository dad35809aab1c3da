@NullMarked
package dev.postrider.receiver;

import org.jspecify.annotations.NullMarked;
