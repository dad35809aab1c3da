package dev.postrider.seal;

/** What is sealed was sealed by another key, for another place, or has been changed since. */
public final class DoesNotOpen extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public DoesNotOpen(String why) {
    super(why);
  }
}
