package dev.postrider.alert;

/** The edge that hands e-mails to a mail server. For one thread. */
@FunctionalInterface
public interface Mailer {
  /**
   * Returns when the mail server has taken it.
   *
   * @throws NotTaken when it has not; it may take it later
   */
  void send(Notice notice) throws NotTaken;

  /** The mail server is away, or refuses; the message says why, without secrets. */
  final class NotTaken extends Exception {
    private static final long serialVersionUID = 1L;

    public NotTaken(String why) {
      super(why);
    }
  }
}
