package dev.postrider.server.terminal;

import java.nio.charset.Charset;

/**
 * What the paper bears.
 *
 * @param coloured whether colours are wanted
 * @param ascii whether the character set has no ✓
 */
public record Ink(boolean coloured, boolean ascii) {

  /** For paper of this character set. */
  public static Ink of(boolean coloured, Charset charset) {
    return new Ink(coloured, !charset.newEncoder().canEncode('✓'));
  }

  /** The text in this colour. */
  public String in(Colour colour, String text) {
    return coloured ? "\u001b[" + colour.number + "m" + text + "\u001b[0m" : text;
  }

  /** The text in the signs that there are: sign for sign, so that what stands in columns stays. */
  public String signs(String text) {
    return ascii
        ? text.replace('✓', '+')
            .replace('✗', 'X')
            .replace('─', '-')
            .replace('…', '~')
            .replace('←', '<')
        : text;
  }
}
