/** What operators look after: keys, the audit log, background tasks, and settings. */
@NullMarked
package dev.postrider.console.operate;

import org.jspecify.annotations.NullMarked;
