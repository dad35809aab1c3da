/** By what an organisation's services and people call this API, and what they changed by it. */
@NullMarked
package dev.postrider.api.access;

import org.jspecify.annotations.NullMarked;
