package dev.postrider.receiver.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a method of a bean called for each webhook, once it has been verified, stored and answered.
 * Whoever returns is done; whoever throws is called again later.
 *
 * <p>The method has one parameter of type {@link dev.postrider.receiver.Webhook}, {@code String}
 * (the body in UTF-8) or {@code byte[]} (the body), and may have a {@link java.sql.Connection}
 * beside it: what it writes through that, and that the webhook is done, become durable in one
 * commit or not at all ({@link dev.postrider.receiver.TransactionalHandler}). A method without one
 * takes none from the pool. What goes another way than through this connection does not join: a
 * service with {@code @Transactional}, a repository or a {@code JdbcTemplate} of the application
 * takes a connection of its own and commits that, whatever becomes of the webhook.
 *
 * <p>The method returns nothing, and is neither private nor static. Whatever else is wrong keeps
 * the application from starting.
 *
 * <p>A webhook goes to one method: that which has its type, or else that which has no types. If
 * there is none, it is done: a sender may begin to send types that nobody here has heard of.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface WebhookHandler {

  /** The types of events that it takes, as {@link EventType} finds them; all others when empty. */
  String[] type() default {};
}
