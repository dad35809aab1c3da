/**
 * The rules of delivery as arithmetic: what counts as success, when to try again, when to give up.
 */
@NullMarked
package dev.postrider.policy;

import org.jspecify.annotations.NullMarked;
