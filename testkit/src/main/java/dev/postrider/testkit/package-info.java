/** What tests are made of: contracts, fakes, simulation, samples. */
@NullMarked
package dev.postrider.testkit;

import org.jspecify.annotations.NullMarked;
