/** The App Inbox messages of Yespo, eSputnik and Reteno. */
@NullMarked
package dev.postrider.receiver.events.yespo;

import org.jspecify.annotations.NullMarked;
