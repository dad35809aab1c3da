@NullMarked
package dev.postrider.receiver.http;

import org.jspecify.annotations.NullMarked;
