@NullMarked
package dev.postrider.receiver.spring;

import org.jspecify.annotations.NullMarked;
