package dev.postrider.console.ask;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Front;
import dev.postrider.api.http.Incoming;
import io.helidon.common.uri.UriQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Asks the API what a page shows or does, in the name of whoever looks: so what he may, what is
 * valid, and what is written into the audit log, is the same for pages as for programs.
 */
public final class Ask {
  /** Numbers are shown as they were sent: 1.00 is not 1.0, nor has it 17 digits at most. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final byte[] NOTHING = new byte[0];
  private static final String API = "/api/v1";

  private final Front front;
  private final Incoming page;
  private final String token;

  /** For one page that shows this token. */
  public Ask(Front front, Incoming page, String token) {
    this.front = front;
    this.page = page;
    this.token = token;
  }

  /** What is at this path, below that of the API. */
  public ApiAnswer get(String path) {
    return get(path, Map.of());
  }

  /** The same with parameters; those that are empty are left out. */
  public ApiAnswer get(String path, Map<String, String> query) {
    StringJoiner joined = new StringJoiner("&");
    query.forEach((name, value) -> {
      if (!value.isEmpty()) {
        joined.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
      }
    });
    return call("GET", path, joined.toString(), NOTHING);
  }

  /** Has something done. */
  public ApiAnswer send(String method, String path, JsonNode body) {
    return call(method, path, "", JSON.writeValueAsBytes(body));
  }

  /** The same where there is nothing more to say. */
  public ApiAnswer send(String method, String path) {
    return call(method, path, "", NOTHING);
  }

  private ApiAnswer call(String method, String path, String query, byte[] body) {
    UriQuery parameters = query.isEmpty() ? UriQuery.empty() : UriQuery.create(query);
    PageCall call = new PageCall(page, token, method, API + path, parameters);
    Answer answer = front.answer(call, () -> body);
    return new ApiAnswer(
        answer.status(),
        answer.length() == 0
            ? MissingNode.getInstance()
            : JSON.readTree(answer.body(), 0, answer.length()),
        answer);
  }

  /** A name or id as a step of a path. */
  public static String step(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
