package dev.postrider.server.terminal;

/** What a word is printed in; the numbers are those of ECMA-48. */
public enum Colour {
  BOLD(1),
  FAINT(2),
  RED(31),
  GREEN(32),
  YELLOW(33),
  CYAN(36);

  final int number;

  Colour(int number) {
    this.number = number;
  }
}
