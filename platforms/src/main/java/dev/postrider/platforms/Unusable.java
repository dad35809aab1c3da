package dev.postrider.platforms;

/** An event that keeps to its schema lacks what the platform's file needs of it. */
final class Unusable extends Exception {
  private static final long serialVersionUID = 1L;

  final String pointer;
  final String words;

  Unusable(String pointer, String words) {
    super(words, null, false, false);
    this.pointer = pointer;
    this.words = words;
  }
}
