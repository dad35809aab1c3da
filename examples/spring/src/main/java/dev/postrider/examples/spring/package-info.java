/** Webhooks that a Spring Boot application books. */
@NullMarked
package dev.postrider.examples.spring;

import org.jspecify.annotations.NullMarked;
