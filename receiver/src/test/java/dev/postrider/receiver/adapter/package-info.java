/** What every adapter has to do, told over real HTTP. */
@NullMarked
package dev.postrider.receiver.adapter;

import org.jspecify.annotations.NullMarked;
