@NullMarked
package dev.postrider.receiver.store;

import org.jspecify.annotations.NullMarked;
