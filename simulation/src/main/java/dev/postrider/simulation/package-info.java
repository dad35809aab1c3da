/**
 * The production dispatcher under virtual time, among a simulated disk, receivers, callers and
 * everything that goes wrong with them; one seed decides it all.
 */
@NullMarked
package dev.postrider.simulation;

import org.jspecify.annotations.NullMarked;
