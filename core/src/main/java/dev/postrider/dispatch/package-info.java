/** The dispatch stage: a deterministic state machine, and the thin runner that drives it. */
@NullMarked
package dev.postrider.dispatch;

import org.jspecify.annotations.NullMarked;
