/** The receiver of a developer: takes what comes, shows it, keeps it, and sends it again. */
@NullMarked
package dev.postrider.server.listen;

import org.jspecify.annotations.NullMarked;
