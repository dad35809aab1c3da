package dev.postrider.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.ApiClient;
import dev.postrider.server.RunningServer;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose pages may have ours within, when an operator has allowed it. */
final class FramesTest {
  private static final String POLICY = "Content-Security-Policy";

  private final RunningServer server =
      new RunningServer(
          Map.of(
              "portal.frameOrigins", "https://app.example.com",
              "console.secureCookies", "true"));
  private final String token = server.token("org_frames");
  private final ApiClient api = new ApiClient(server.url(), token);
  private final Visitor visitor = new Visitor(server.url());

  @AfterEach
  void close() {
    visitor.close();
    api.close();
    server.close();
  }

  @Test
  void thePortalIsFramedByThoseWhoMayAndTheConsoleByNobody() throws Exception {
    assertThat(policy(visitor.get("/portal/sign-in")))
        .endsWith("frame-ancestors https://app.example.com");
    assertThat(policy(visitor.get("/console/sign-in"))).endsWith("frame-ancestors 'none'");
  }

  @Test
  void cookiesOfAFramedPortalAreKeptApartForEachSite() throws Exception {
    api.post("/api/v1/app", "{\"name\":\"First\",\"uid\":\"first\"}").require(201);
    String portal =
        api.post("/api/v1/auth/app-portal-access/first", "{}")
            .require(200)
            .path("token")
            .asString();
    assertThat(cookie(visitor.signIn("/portal", portal)))
        .contains("; HttpOnly; Secure; SameSite=None; Partitioned");
    assertThat(cookie(visitor.get("/portal/language/cs")))
        .contains("; Path=/portal;", "; Secure; SameSite=None; Partitioned");
    assertThat(cookie(visitor.signIn("/console", token)))
        .contains("; HttpOnly; Secure; SameSite=Lax");
  }

  private static String policy(HttpResponse<?> answer) {
    return answer.headers().firstValue(POLICY).orElse("");
  }

  private static String cookie(HttpResponse<?> answer) {
    return answer.headers().firstValue("Set-Cookie").orElse("");
  }
}
