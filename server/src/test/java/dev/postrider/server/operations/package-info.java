/** Every operation of the API, called as it should be and as it should not. */
@org.jspecify.annotations.NullMarked
package dev.postrider.server.operations;
