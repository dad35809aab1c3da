package dev.postrider.console.page;

/**
 * Whose console it is.
 *
 * @param name above every page
 */
public record Brand(String name) {
  public static final Brand OWN = new Brand("Postrider");
}
