package dev.postrider.server.demo;

import dev.postrider.platform.Platform;
import dev.postrider.server.demo.DemoApi.Call;
import dev.postrider.server.demo.DemoApi.Reply;
import dev.postrider.server.terminal.Colour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a scene acts with: a customer of one platform, his receiver, the time, and the paper that
 * tells it all.
 */
final class Stage {
  private static final int SHORT = 78;

  /** A retry may be a little late, because this machine may be busy. */
  private static final Duration SLACK = Duration.ofSeconds(3);

  private final Platform platform;
  private final Inbox inbox;
  private final Theatre theatre;
  private final Progress progress;
  private final Reception reception;
  private final List<Published> published = new ArrayList<>();
  private final List<Encore> encores = new ArrayList<>();
  private int checks;
  private int broken;

  Stage(Platform platform, Inbox inbox, Theatre theatre) {
    this.platform = platform;
    this.inbox = inbox;
    this.theatre = theatre;
    this.progress = new Progress(theatre.api(), application());
    this.reception = new Reception(inbox, theatre.paper());
  }

  String application() {
    return "demo-" + platform.name();
  }

  /** Where the receiver is, with user and password in front when there are any. */
  String url(String userInfo) {
    return userInfo.isEmpty()
        ? inbox.url
        : inbox.url.replace("http://", "http://" + userInfo + "@");
  }

  Inbox inbox() {
    return inbox;
  }

  Reception reception() {
    return reception;
  }

  Progress progress() {
    return progress;
  }

  /** The body that the platform's file has as the example of this event. */
  String example(String event) {
    return platform.events().stream()
        .filter(kind -> kind.name().equals(event))
        .findFirst()
        .orElseThrow()
        .example();
  }

  /** Makes an application that has no past. */
  void begin(Scene scene) throws IOException, InterruptedException {
    theatre.paper().heading(scene.platform(), scene.rule());
    theatre.api().ask("DELETE", "/api/v1/app/" + application(), "");
    String body =
        "{\"uid\":\"%s\",\"name\":\"A customer\",\"platform\":\"%s\"}"
            .formatted(application(), platform.name());
    told("platform", "POST /api/v1/app", body, theatre.api().ask("POST", "/api/v1/app", body));
  }

  /**
   * A call of the platform's services by the native API; the path is that below the application.
   */
  Reply platform(String method, String path, String body) throws IOException, InterruptedException {
    return told(
        "platform", method + " …" + path, body, theatre.api().ask(method, full(path), body));
  }

  private String full(String path) {
    return "/api/v1/app/" + application() + path;
  }

  /** A credential for the customer; its secret. */
  String credential(String name, String permission) throws IOException, InterruptedException {
    String body = "{\"name\":\"%s\",\"permissions\":[\"%s\"]}".formatted(name, permission);
    return platform("POST", "/credential", body).json().path("secret").asString();
  }

  /** A call of the customer's program, by the API that it always called. */
  Reply customer(Call call) throws IOException, InterruptedException {
    String what = call.method() + " " + call.path();
    Reply reply = told("customer", what, call.body(), theatre.api().ask(call));
    call.headers().entrySet().stream()
        .filter(header -> !header.getKey().equals("Content-Type"))
        .forEach(header -> theatre.paper().detail(header.getKey() + ": " + header.getValue(), 1));
    return reply;
  }

  /** Publishes the platform's own body; the answer says which event it is. */
  Published publish(String body) throws IOException, InterruptedException {
    Reply reply = theatre.api().ask("POST", full("/event"), body);
    String what =
        "POST …/event  %d bytes: %s"
            .formatted(
                body.getBytes(StandardCharsets.UTF_8).length,
                reply.json().path("eventType").asString(""));
    return published(told("platform", what, "", reply), body);
  }

  /** A message of the native API, which carries this payload. */
  Published publish(String eventType, String payload) throws IOException, InterruptedException {
    String body = "{\"eventType\":\"" + eventType + "\",\"payload\":" + payload + "}";
    return published(platform("POST", "/msg", body), payload);
  }

  private Published published(Reply reply, String payload) {
    var event = new Published(reply.json().path("id").asString(), payload);
    published.add(event);
    return event;
  }

  /** A short body stands in the line, a long one in two of its own. */
  private Reply told(String actor, String what, String body, Reply reply) throws IOException {
    boolean fine = reply.status() / 100 == 2;
    boolean shortly = what.length() + body.length() < SHORT;
    theatre
        .paper()
        .exchange(
            actor,
            shortly ? what + "  " + body : what,
            Integer.toString(reply.status()),
            fine ? Colour.GREEN : Colour.RED);
    if (!shortly) {
      theatre.paper().detail(body, 2);
    }
    if (!fine) {
      throw new IOException("%s was answered: %s".formatted(what, reply.body()));
    }
    return reply;
  }

  /** The next request at the receiver. */
  Arrival arrival() throws IOException, InterruptedException {
    return reception.next();
  }

  void check(boolean holds, String rule) {
    checks++;
    broken += holds ? 0 : 1;
    theatre.paper().finding(holds, rule);
  }

  void checkBody(Arrival arrival, Published event) {
    check(
        arrival.body().text().equals(event.body()),
        "the body is what was published, byte for byte");
  }

  void checkBasic(Arrival arrival, String value) {
    check(
        arrival.header("authorization").filter(("Basic " + value)::equals).isPresent(),
        "Basic authorization of the user and password that the customer registered");
  }

  /**
   * Checks that an event is tried again that long after it failed; then lets that time pass at
   * once.
   */
  void passUntilRetry(Published event, Instant failed, Wait wait)
      throws IOException, InterruptedException {
    Instant due = progress.nextAttempt(event, reception.count(event.body()));
    Duration after = Duration.between(failed, due);
    boolean right =
        after.compareTo(wait.shortest()) >= 0 && after.compareTo(wait.longest().plus(SLACK)) <= 0;
    check(right, right ? wait.rule() : wait.rule() + ", not after " + after);
    theatre.passUntil(due);
  }

  /** Checks that the history has an attempt for each request that came, and says how it went. */
  Row end(Scene scene) throws IOException, InterruptedException {
    int attempts = 0;
    for (Published event : published) {
      attempts += progress.attempts(event, reception.count(event.body())).size();
    }
    int came = reception.count();
    check(
        attempts == came,
        "%d requests came, and the history has %d attempts".formatted(came, attempts));
    return row(scene, attempts);
  }

  /** The scene broke off. */
  Row failed(Scene scene, IOException why) {
    check(false, String.valueOf(why.getMessage()));
    return row(scene, reception.count());
  }

  private Row row(Scene scene, int attempts) {
    return new Row(platform.name(), published.size(), attempts, scene.rule(), checks, broken);
  }

  /** What can be tried when the scene is over. */
  void encore(Encore encore) {
    encores.add(encore);
  }

  List<Encore> encores() {
    return List.copyOf(encores);
  }
}
