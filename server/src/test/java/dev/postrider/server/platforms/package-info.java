/** A test per requirement of each platform's contract, named by its number. */
@org.jspecify.annotations.NullMarked
package dev.postrider.server.platforms;
