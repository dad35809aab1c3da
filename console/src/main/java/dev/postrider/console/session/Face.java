package dev.postrider.console.session;

/** Which of the two faces a page shows: all applications to an operator, or one to its owner. */
public enum Face {
  CONSOLE("/console", "postrider_console"),
  PORTAL("/portal", "postrider_portal");

  private final String path;
  private final String cookie;

  Face(String path, String cookie) {
    this.path = path;
    this.cookie = cookie;
  }

  /** The path that all its pages are below. */
  public String path() {
    return path;
  }

  /** The name of the cookie that has its session. */
  String cookie() {
    return cookie;
  }
}
