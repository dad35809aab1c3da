@NullMarked
package dev.postrider.receiver.servlet;

import org.jspecify.annotations.NullMarked;
