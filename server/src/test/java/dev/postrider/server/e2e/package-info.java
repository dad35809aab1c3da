/**
 * The packaged program as a real process, over real HTTP, with a real database and a real receiver.
 */
@NullMarked
package dev.postrider.server.e2e;

import org.jspecify.annotations.NullMarked;
