package dev.postrider.platforms;

/**
 * One thing that is wrong with a platform file.
 *
 * @param line counts from 1; 0 when it is not about one place
 * @param column counts from 1; 0 when it is not about one place
 */
public record PlatformFault(String file, int line, int column, String message) {

  /** As compilers write it, so that editors find the place. */
  @Override
  public String toString() {
    return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
  }
}
