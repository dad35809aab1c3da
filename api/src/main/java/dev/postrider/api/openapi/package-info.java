/** What the API says about itself: its OpenAPI document, and a page that shows it. */
@NullMarked
package dev.postrider.api.openapi;

import org.jspecify.annotations.NullMarked;
