/** E-mails, by SMTP. */
@NullMarked
package dev.postrider.server.mail;

import org.jspecify.annotations.NullMarked;
