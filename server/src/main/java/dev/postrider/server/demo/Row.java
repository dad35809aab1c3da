package dev.postrider.server.demo;

/**
 * What came of one platform's scene.
 *
 * @param attempts that Postrider's history has
 * @param broken how many of the checks did not hold
 */
record Row(String platform, int events, int attempts, String rule, int checks, int broken) {

  boolean kept() {
    return broken == 0;
  }
}
