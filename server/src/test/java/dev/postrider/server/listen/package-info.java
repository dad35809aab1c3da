@org.jspecify.annotations.NullMarked
package dev.postrider.server.listen;
