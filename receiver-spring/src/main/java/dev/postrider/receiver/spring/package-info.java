/** Webhooks as methods of beans: a starter for Spring Boot 4. */
@NullMarked
package dev.postrider.receiver.spring;

import org.jspecify.annotations.NullMarked;
