package dev.postrider.console.endpoints;

/** Tells in words why attempts fail: the key of a text that says what happened and what to do. */
public final class Why {
  private Why() {}

  /**
   * For the newest attempt that failed.
   *
   * @param status what the receiver answered; 0 when it did not
   * @param response what it said, or {@code FAILURE: detail} when there was no answer
   */
  public static String key(int status, String response) {
    return "why." + (status == 0 ? unanswered(response) : answered(status));
  }

  private static String answered(int status) {
    return switch (status) {
      case 400, 422 -> "refused";
      case 401, 403 -> "forbidden";
      case 404, 405 -> "nowhere";
      case 408, 504 -> "late";
      case 410 -> "gone";
      case 413 -> "large";
      case 429 -> "much";
      case 502, 503 -> "down";
      default ->
          status < 400 ? (status < 300 ? "odd" : "redirect") : status < 500 ? "client" : "broken";
    };
  }

  /**
   * The key of what happened in a word or two, for a list: of what was said in place of an answer.
   */
  public static String failure(String response) {
    return response.isEmpty() ? "" : "failure." + unanswered(response);
  }

  private static String unanswered(String response) {
    int end = response.indexOf(':');
    return switch (end < 0 ? response : response.substring(0, end)) {
      case "TIMEOUT" -> "timeout";
      case "DNS" -> "dns";
      case "REFUSED" -> "guard";
      case "AUTHENTICATION" -> "token";
      case "CONNECTION" -> "connection";
      case "TLS" -> "tls";
      case "PROTOCOL" -> "protocol";
      default -> "settled";
    };
  }
}
