package dev.postrider.api.http;

/** Takes turns with the GETs, because its answer may be as large as theirs. */
public record LargeAnswer(Handler handler) implements Handler {
  @Override
  public Answer handle(Request request) throws InterruptedException {
    return handler.handle(request);
  }

  @Override
  public boolean answersMuch() {
    return true;
  }
}
