/** Makes events of JSON, for the packages of the platforms alone. */
@NullMarked
package dev.postrider.receiver.events.json;

import org.jspecify.annotations.NullMarked;
