/**
 * The production dispatcher under virtual time, with a simulated disk, receivers and crashes; one
 * seed drives it all.
 */
@NullMarked
package dev.postrider.testkit.simulation;

import org.jspecify.annotations.NullMarked;
