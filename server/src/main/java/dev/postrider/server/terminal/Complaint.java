package dev.postrider.server.terminal;

/**
 * One sentence for the person at the terminal: what is wrong and what to do about it. It ends the
 * program without a stack trace.
 */
public final class Complaint extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  private Complaint(int exitCode, String sentence) {
    super(sentence, null, false, false);
    this.exitCode = exitCode;
  }

  /** What was asked for is not possible as it was asked: exit code 2. */
  public static Complaint usage(String sentence) {
    return new Complaint(2, sentence);
  }

  /** It was asked for rightly and did not work: exit code 1. */
  public static Complaint failure(String sentence) {
    return new Complaint(1, sentence);
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }

  public int exitCode() {
    return exitCode;
  }
}
