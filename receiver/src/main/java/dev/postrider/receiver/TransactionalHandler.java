package dev.postrider.receiver;

import java.sql.Connection;

/**
 * Does what a webhook is for, once and no more: what it writes through the connection, and that the
 * webhook is done, become durable in one commit or not at all.
 *
 * <p>Only with a store that is the handler's own database ({@link InboxBuilder#dataSource}). In
 * everything else as {@link Handler}.
 */
@FunctionalInterface
public interface TransactionalHandler {

  /**
   * Does it.
   *
   * @param connection without auto-commit; committed after the return, rolled back after an
   *     exception, and not to be committed, rolled back or closed by the handler
   */
  void handle(Webhook webhook, Connection connection) throws Exception;
}
