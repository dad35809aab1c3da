package dev.postrider.receiver;

/** A failure that cannot say what it is: whoever writes it down fails, too. */
final class Unspeakable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @Override
  public String getMessage() {
    throw new StackOverflowError();
  }
}
