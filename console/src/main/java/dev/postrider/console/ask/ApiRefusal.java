package dev.postrider.console.ask;

import java.util.List;

/** A page cannot be shown, because the API refused what it asked for. It carries no stack trace. */
public final class ApiRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<String> problems;

  ApiRefusal(ApiAnswer told) {
    super(null, null, false, false);
    this.status = told.status();
    this.problems = told.problems();
  }

  public int status() {
    return status;
  }

  public List<String> problems() {
    return problems;
  }
}
