/** What organisations are told about their endpoints and deliveries, with everything real. */
@org.jspecify.annotations.NullMarked
package dev.postrider.server.operational;
