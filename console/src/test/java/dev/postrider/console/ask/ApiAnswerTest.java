package dev.postrider.console.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.MissingNode;

final class ApiAnswerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{ \"a\" : 1.00 }",
        "{\"a\":{\"payload\":{}},\n \"b\":[1e2, \"}\"]}",
        "{\"ž\":\"😀\\u0041\"}"
      })
  void anObjectIsHadToTheLetter(String object) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("before").raw(bytes("{\"payload\": {\"ř\": 2}}")).name("text").value("payload");
    json.name("payload").raw(bytes(object)).name("after").value(1).endObject();
    assertThat(told(json).written("payload")).isEqualTo(object);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"{}\"", "[{}]", "null"})
  void whatIsNoObjectIsNotThere(String value) {
    JsonWriter json = new JsonWriter().beginObject().name("payload").raw(bytes(value)).endObject();
    assertThat(told(json).written("payload")).isEmpty();
    assertThat(told(new JsonWriter().beginObject().endObject()).written("payload")).isEmpty();
    ApiAnswer nothing = new ApiAnswer(204, MissingNode.getInstance(), Answer.noContent());
    assertThat(nothing.written("payload")).isEmpty();
  }

  private static ApiAnswer told(JsonWriter json) {
    return new ApiAnswer(200, MissingNode.getInstance(), Answer.json(200, json));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
