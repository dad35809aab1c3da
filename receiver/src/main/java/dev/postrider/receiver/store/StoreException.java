package dev.postrider.receiver.store;

/** The store is away, full or broken. What was asked for may have been done or not. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what failed, without any content of webhooks. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
