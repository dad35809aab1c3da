package dev.postrider.bench;

final class FloorServer {
  static final String TOKEN = "x";

  private FloorServer() {}
}
