package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.OpenApi;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The operations that Svix has too are as Svix documents them, but for the differences that are
 * listed, each with its reason. A difference that is not there any more must not be listed.
 */
final class SvixCompatibilityTest {

  /** A difference that is wanted. A star stands for any text. */
  private record Wanted(String difference, String reason) {
    boolean is(String found) {
      String pattern =
          Stream.of(difference.split("\\*", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*"));
      return found.matches(pattern);
    }
  }

  @Test
  void differsOnlyWhereItIsListed() throws IOException {
    Set<String> found;
    try (TestApi api = new TestApi();
        InputStream in = resource("svix-openapi.json")) {
      OpenApi svix = new OpenApi(JsonMapper.shared().readTree(in));
      OpenApi ours = new OpenApi(api.get("/openapi.json").json());
      found = new SvixComparison(svix, ours).differences();
    }
    List<Wanted> wanted = new ArrayList<>(wanted("svix-differences.yaml"));
    assertThat(found.stream().filter(text -> wanted.stream().noneMatch(one -> one.is(text))))
        .as("differences that are not listed")
        .isEmpty();
    assertThat(wanted.stream().filter(one -> found.stream().noneMatch(one::is)))
        .as("differences that are listed and not there")
        .isEmpty();
    assertThat(wanted).allMatch(one -> !one.reason().isBlank());
  }

  private static List<Wanted> wanted(String name) throws IOException {
    List<Wanted> wanted = new ArrayList<>();
    try (InputStream in = resource(name)) {
      for (JsonNode one : new YAMLMapper().readTree(in)) {
        String reason = one.path("reason").asString();
        one.path("differences").forEach(text -> wanted.add(new Wanted(text.asString(), reason)));
      }
    }
    return wanted;
  }

  private static InputStream resource(String name) {
    InputStream in = SvixCompatibilityTest.class.getResourceAsStream("/openapi/" + name);
    if (in == null) {
      throw new AssertionError("there is no " + name);
    }
    return in;
  }
}
