/** An inbox behind any web server with Jakarta Servlet 6.1. */
@NullMarked
package dev.postrider.receiver.servlet;

import org.jspecify.annotations.NullMarked;
