package dev.postrider.console.page;

import java.util.Map;

/** What a visit leads to. */
public sealed interface PageResult {

  /**
   * A template with what it shows.
   *
   * @param title of the page, in the reader's language
   */
  record Html(int status, String title, String template, Map<String, Object> things)
      implements PageResult {
    public Html {
      things = Map.copyOf(things);
    }
  }

  /** Another page of ours, to be looked at next. */
  record Elsewhere(String path) implements PageResult {}
}
