package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.openapi.Published;
import java.net.http.HttpResponse;

/** Whatever a test is about, each answer that it gets has to be as the OpenAPI document says. */
final class Documented {
  private Documented() {}

  static void judge(String method, String target, HttpResponse<String> response) {
    String path = target.split("[?]", 2)[0];
    Published.DOCUMENT
        .at(method, path)
        .ifPresent(operation ->
            assertThat(
                    Published.DOCUMENT.problems(
                        operation,
                        response.statusCode(),
                        response.headers().firstValue("content-type").orElse(""),
                        response.body()))
                .isEmpty());
  }
}
