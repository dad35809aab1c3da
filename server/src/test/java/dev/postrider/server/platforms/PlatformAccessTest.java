package dev.postrider.server.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.http.Access;
import dev.postrider.api.http.Permissions;
import dev.postrider.server.TurnedServer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Walks every path of the platforms' APIs, as the table of permissions has them, with every kind of
 * credential; and looks for the entry of each change.
 */
final class PlatformAccessTest {
  private static final String URL = "https://example.com/hook";

  private static TurnedServer server;
  private static HttpClient http;

  /** Which of the APIs a path belongs to, and how its callers say who they are. */
  private enum Api {
    MLUVII("mluvii", "Webhooks", "/api/v1/Webhooks"),
    COMM100("comm100", "Manage Integration", "/v4/"),
    QIKCHAT("qikchat", "Webhooks", "/v1/configs/"),
    YESPO_WEBHOOK("yespo", "Webhooks", "/appinbox/v1/webhook"),
    YESPO_TOKEN("yespo", "Inbox", "/v1/auth/contact/token"),
    YESPO_WEB("yespo", "Inbox", "/appinbox/v1/messages"),
    YESPO_MOBILE("yespo", "Inbox", "/api/v1/appinbox/");

    private final String platform;
    private final String permission;
    private final String path;

    Api(String platform, String permission, String path) {
      this.platform = platform;
      this.permission = permission;
      this.path = path;
    }

    static Api of(String path) {
      for (Api api : values()) {
        if (path.startsWith(api.path)) {
          return api;
        }
      }
      throw new AssertionError("nothing is known of who calls " + path);
    }

    private boolean isContacts() {
      return this == YESPO_WEB || this == YESPO_MOBILE;
    }
  }

  /** A credential as it was made. */
  private record Known(String name, String secret) {}

  @BeforeAll
  static void start() {
    server = new TurnedServer(null);
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    server.close();
  }

  static List<String> paths() {
    return Permissions.TABLE.paths().stream()
        .filter(path -> access(path) instanceof Access.Platform)
        .sorted()
        .toList();
  }

  private static Access access(String methodAndPath) {
    String[] words = methodAndPath.split(" ", 2);
    return Permissions.TABLE.like(words[0], words[1]).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void isForTheCredentialsOfItsPlatformAlone(String methodAndPath) throws Exception {
    String[] words = methodAndPath.split(" ", 2);
    Api api = Api.of(words[1]);
    try (Customer customer = new Customer(server, api.platform);
        Customer other = new Customer(server, api.platform.equals("yespo") ? "qikchat" : "yespo")) {
      Known right = known(customer, "{}");
      String path = path(api, customer, right, words);
      for (String[] nobody :
          new String[][] {
            {},
            authorization(api, new Known(right.name(), "a wrong secret of enough characters")),
            authorization(api, known(other, "{}")),
            revoked(api, customer),
            {"Authorization", "Bearer " + server.token()},
          }) {
        HttpResponse<String> refused = call(words[0], path, api, nobody);
        assertThat(refused.statusCode()).as(methodAndPath + refused.body()).isEqualTo(401);
      }
      if (!api.isContacts()) {
        String[] few =
            authorization(api, known(customer, "{\"permissions\":[\"Something else\"]}"));
        assertThat(call(words[0], path, api, few).statusCode()).as(methodAndPath).isEqualTo(403);
      }
      int before = entries(customer).size();
      HttpResponse<String> answer = call(words[0], path, api, authorization(api, right));
      assertThat(answer.statusCode()).as(methodAndPath + answer.body()).isBetween(200, 299);
      List<JsonNode> entries = entries(customer);
      if (words[0].equals("GET") || api.permission.equals("Inbox")) {
        assertThat(entries).as(methodAndPath).hasSize(before);
      } else {
        assertThat(entries.size()).as(methodAndPath).isGreaterThan(before);
        assertThat(entries.getFirst().path("operation").asString()).isEqualTo(methodAndPath);
        assertThat(entries.getFirst().at("/actor/type").asString()).isEqualTo("credential");
        assertThat(entries.getFirst().at("/actor/name").asString()).isEqualTo(right.name());
      }
    }
  }

  private static List<JsonNode> entries(Customer customer) throws Exception {
    return customer
        .api()
        .get("/api/v1/audit-log?limit=250")
        .require(200)
        .path("data")
        .valueStream()
        .toList();
  }

  private static Known known(Customer customer, String credential) throws Exception {
    JsonNode made = customer.api().post(customer.path("/credential"), credential).require(201);
    return new Known(made.path("name").asString(), made.path("secret").asString());
  }

  /** The headers of a caller who was known once. */
  private static String[] revoked(Api api, Customer customer) throws Exception {
    Known gone = known(customer, "{}");
    String[] headers = authorization(api, gone);
    assertThat(customer.api().delete(customer.path("/credential/" + gone.name())).status())
        .isEqualTo(204);
    return headers;
  }

  /** How this credential says who it is; with what it can get by itself. */
  private static String[] authorization(Api api, Known known) throws Exception {
    return switch (api) {
      case MLUVII -> new String[] {"Authorization", "Bearer " + mluviiToken(known)};
      case COMM100, YESPO_WEBHOOK, YESPO_TOKEN -> basic(known);
      case QIKCHAT -> new String[] {"QIKCHAT-API-KEY", known.secret()};
      case YESPO_WEB, YESPO_MOBILE -> new String[] {"ES-TOKEN", contactToken(known)};
    };
  }

  private static String[] basic(Known known) {
    byte[] pair = (known.name() + ":" + known.secret()).getBytes(StandardCharsets.UTF_8);
    return new String[] {"Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)};
  }

  private static String mluviiToken(Known known) throws Exception {
    String form =
        "response_type=token&grant_type=client_credentials&client_id=%s&client_secret=%s"
            .formatted(encoded(known.name()), encoded(known.secret()));
    return json(call("POST", "/login/connect/token", form)).path("access_token").asString("none");
  }

  private static String contactToken(Known known) throws Exception {
    return json(call(
            "POST", Api.YESPO_TOKEN.path, "{\"externalCustomerId\":\"Jan\"}", basic(known)))
        .path("token")
        .asString("none");
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The path to something that is there; what is posted is not there yet. */
  private static String path(Api api, Customer customer, Known right, String[] words)
      throws Exception {
    String site = api == Api.COMM100 ? "?siteId=" + customer.application : "";
    String id = "";
    boolean webhooks =
        List.of(Api.MLUVII, Api.COMM100, Api.QIKCHAT, Api.YESPO_WEBHOOK).contains(api);
    if (webhooks && !words[0].equals("POST")) {
      String all = words[1].replace("/{id}", "") + site;
      HttpResponse<String> made = call("POST", all, api, authorization(api, right));
      assertThat(made.statusCode()).as(made.body()).isBetween(200, 299);
      id = api == Api.COMM100 ? json(made).path("id").asString() : made.body();
    }
    return words[1].replace("{id}", id) + site;
  }

  private static HttpResponse<String> call(String method, String path, Api api, String[] headers)
      throws Exception {
    String body =
        switch (api) {
          case MLUVII ->
              MluviiClient.model(URL + (method.equals("PUT") ? "/other" : ""), "SessionStarted");
          case COMM100 ->
              Comm100Client.model("chatStarts", URL + (method.equals("PUT") ? "/other" : ""));
          case QIKCHAT, YESPO_WEBHOOK -> "{\"url\":\"%s\"}".formatted(URL);
          case YESPO_TOKEN -> "{\"externalCustomerId\":\"Jan\"}";
          case YESPO_WEB, YESPO_MOBILE -> "{\"status\":\"OPENED\"}";
        };
    return call(method, path, method.equals("GET") ? "" : body, headers);
  }

  private static HttpResponse<String> call(
      String method, String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
