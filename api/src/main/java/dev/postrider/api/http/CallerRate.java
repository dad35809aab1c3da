package dev.postrider.api.http;

/**
 * How often one caller may call.
 *
 * @param perSecond in the long run; 0 for as often as it likes
 * @param burst so many at once, after a rest
 */
public record CallerRate(int perSecond, int burst) {
  public CallerRate {
    if (perSecond < 0 || burst < 1) {
      throw new IllegalArgumentException("no rate: " + perSecond + " a second, " + burst);
    }
  }

  /** True when somebody may call too often. */
  boolean limits() {
    return perSecond > 0;
  }
}
