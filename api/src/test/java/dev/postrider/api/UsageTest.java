package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import dev.postrider.message.TaskId;
import dev.postrider.task.Statistic;
import dev.postrider.task.Task;
import dev.postrider.task.Tasks;
import dev.postrider.task.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Usage statistics as they are asked for and looked at; nobody works on them here. */
final class UsageTest {
  private static final String APP = "/stats/usage/app";
  private static final String EVENT_TYPES = "/stats/usage/event-types";
  private static final String RANGE =
      "\"since\":\"2026-02-01T00:00:00Z\",\"until\":\"2026-03-01T00:00:00Z\"";

  private final TestApi api = new TestApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private Task task(Reply reply) {
    TaskId id = TaskId.parse(reply.at("/id")).orElseThrow();
    return api.tasks.find(Tokens.DEFAULT_ORGANISATION, id).orElseThrow();
  }

  private static ApplicationId id(String application) {
    return ApplicationId.parse(application).orElseThrow();
  }

  @Test
  void messagesAreCountedInAllApplications() {
    Reply reply = api.post(APP, "{" + RANGE + "}");
    assertThat(reply.status()).isEqualTo(202);
    Task task = task(reply);
    assertThat(reply.text())
        .isEqualTo(
            "{\"id\":\"%s\",\"status\":\"running\",\"task\":\"application.stats\",\"updatedAt\":\"2026-03-01T12:00:00.123456Z\",\"unresolvedAppIds\":[]}"
                .formatted(task.id()));
    Instant since = Instant.parse("2026-02-01T00:00:00Z");
    assertThat(task.application()).isNull();
    assertThat(task.work()).isEqualTo(new Work.Usage(since, null));
    assertThat(task.progress().reached()).isEqualTo(new MessageId(Keys.floorOf(since) - 1));
    assertThat(task.last())
        .as("the end is exclusive")
        .isEqualTo(new MessageId(Keys.floorOf(Instant.parse("2026-03-01T00:00:00Z")) - 1));
  }

  @Test
  void aRangeEndsAtTheTaskItselfAndCutsNoMicrosecond() {
    Reply reply =
        api.post(
            APP,
            "{\"since\":\"2026-02-28T23:00:00.000000001-01:00\",\"until\":\"2026-03-10T00:00:00Z\"}");
    Task task = task(reply);
    assertThat(task.work())
        .isEqualTo(new Work.Usage(Instant.parse("2026-03-01T00:00:00.000001Z"), null));
    assertThat(task.last().value()).isEqualTo(task.id().value());
  }

  @Test
  void messagesAreCountedInSomeApplicationsByIdOrUid() {
    String first = api.application();
    String second = api.post("/app", "{\"name\":\"b\",\"uid\":\"second\"}").at("/id");
    api.application();
    Reply reply =
        api.post(
            APP,
            "{%s,\"appIds\":[\"%s\",\"second\",\"%s\",\"nobody\"]}"
                .formatted(RANGE, first, second));
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.json().at("/unresolvedAppIds").toString()).isEqualTo("[\"nobody\"]");
    assertThat(((Work.Usage) task(reply).work()).applications())
        .isEqualTo(Set.of(id(first), id(second)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | since",
        "{'until':'2026-03-01T00:00:00Z'} | since",
        "{'since':'2026-03-01T00:00:00Z'} | until",
        "{'since':null,'until':'2026-03-01T00:00:00Z'} | since",
        "{'since':'yesterday','until':'2026-03-01T00:00:00Z'} | since",
        "{'since':'2026-03-01T00:00:00Z','until':7} | until",
        "{'since':'2026-03-01T00:00:00Z','until':'2026-03-01T00:00:00Z'} | until",
        "{'since':'2026-03-01T00:00:01Z','until':'2026-03-01T00:00:00Z'} | until",
        "{'since':'2026-01-01T00:00:00Z','until':'2026-02-01T01:00:01Z'} | until",
        "{RANGE,'appIds':'shop'} | appIds",
        "{RANGE,'appIds':[]} | appIds",
        "{RANGE,'appIds':['']} | appIds",
        "{RANGE,'appIds':['a b']} | appIds",
        "{RANGE,'appIds':[7]} | appIds",
        "{RANGE,'appIds':['a','a']} | appIds",
        "{RANGE,'appIds':['nobody','app_000000000000000000000000000']} | appIds",
      },
      quoteCharacter = '"')
  void whatIsWrongIsRefused(String body, String member) {
    Reply reply = api.post(APP, body.replace('\'', '"').replace("RANGE", RANGE));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.at("/detail/0/loc/1")).isEqualTo(member);
    assertThat(api.get("/background-task").json().at("/data").size()).isZero();
  }

  @Test
  void aMonthIsNotTooLongNorAreAThousandApplications() {
    String app = api.application();
    String range = "\"since\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-02-01T01:00:00Z\"";
    assertThat(api.post(APP, "{" + range + "}").status()).isEqualTo(202);
    assertThat(api.post(APP, named(app, 999)).status()).isEqualTo(202);
    assertThat(api.post(APP, named(app, 1_000)).status()).isEqualTo(422);
  }

  private static String named(String app, int others) {
    String names =
        IntStream.range(0, others).mapToObj(i -> ",\"a" + i + "\"").collect(Collectors.joining());
    return "{" + RANGE + ",\"appIds\":[\"" + app + "\"" + names + "]}";
  }

  @Test
  void whatIsNoObjectIsRefused() {
    assertThat(api.post(APP, "[]").status()).isEqualTo(422);
    assertThat(api.post(APP, "{").status()).isEqualTo(422);
    assertThat(api.post(APP, " ".repeat(3_000_000)).status()).isEqualTo(413);
  }

  @Test
  void subscriptionsAreLookedAt() {
    Reply reply = api.call("PUT", EVENT_TYPES, null);
    assertThat(reply.status()).isEqualTo(202);
    Task task = task(reply);
    assertThat(reply.text())
        .isEqualTo(
            "{\"id\":\"%s\",\"status\":\"running\",\"task\":\"event-type.aggregate\",\"updatedAt\":\"2026-03-01T12:00:00.123456Z\"}"
                .formatted(task.id()));
    assertThat(task.work()).isEqualTo(new Work.Subscriptions());
    assertThat(task.application()).isNull();
    assertThat(api.put(EVENT_TYPES, "{\"what\":7}").status()).isEqualTo(202);
  }

  @Test
  void soManyRunAndLeaveRoomForWhatSendsAgain() {
    for (int i = 0; i < Tasks.MOST_RUNNING_OF_ONE; i++) {
      assertThat(api.put(EVENT_TYPES, "").status()).isEqualTo(202);
    }
    assertThat(api.put(EVENT_TYPES, "").status()).isEqualTo(429);
    assertThat(api.post(APP, "{" + RANGE + "}").status()).isEqualTo(429);
    String app = "/app/" + api.application();
    assertThat(api.post(app + "/msg/expunge-all-contents", "").status()).isEqualTo(200);
  }

  @Test
  void theyAreTheOrganisationsAlone() {
    String app = api.application();
    String usage = api.post(APP, "{" + RANGE + "}").at("/id");
    String portal = api.post("/auth/app-portal-access/" + app, "{}").at("/token");
    String foreign = api.tokens.mint("org_other", Duration.ofDays(1));
    api.token = portal;
    assertThat(api.post(APP, "{" + RANGE + "}").status()).isEqualTo(403);
    assertThat(api.put(EVENT_TYPES, "").status()).isEqualTo(403);
    api.token = foreign;
    assertThat(api.get("/background-task/" + usage).status()).isEqualTo(404);
    assertThat(api.post(APP, "{%s,\"appIds\":[\"%s\"]}".formatted(RANGE, app)).status())
        .as("another's application is none")
        .isEqualTo(422);
    api.token = "nobody";
    assertThat(api.post(APP, "{" + RANGE + "}").status()).isEqualTo(401);
    assertThat(api.put(EVENT_TYPES, "").status()).isEqualTo(401);
  }

  @Test
  void aTaskShowsWhatItHasFound() {
    String app = api.application();
    Task usage = task(api.post(APP, "{" + RANGE + "}"));
    assertThat(data(usage)).isEqualTo("{\"appStats\":[]}");
    api.tasks.note(
        usage.id(),
        usage.progress(),
        List.of(
            new Statistic.Usage(id(app), "shop", 5_000_000_000L),
            new Statistic.Usage(new ApplicationId(7), null, 0)));
    api.tasks.fail(usage.id(), "why");
    assertThat(data(usage))
        .isEqualTo(
            "{\"error\":\"why\",\"appStats\":[{\"appId\":\"%s\",\"appUid\":\"shop\",\"messageDestinations\":5000000000},{\"appId\":\"%s\",\"appUid\":null,\"messageDestinations\":0}]}"
                .formatted(app, new ApplicationId(7)));
    Task types = task(api.put(EVENT_TYPES, ""));
    api.tasks.note(
        types.id(),
        types.progress(),
        List.of(new Statistic.Subscriptions(id(app), Set.of("b", "a"), true)));
    assertThat(data(types))
        .isEqualTo(
            "{\"event_types\":[{\"appId\":\"%s\",\"explicitlySubscribedEventTypes\":[\"a\",\"b\"],\"hasCatchAllEndpoint\":true}]}"
                .formatted(app));
    assertThat(
            api.get("/background-task?task=application.stats").json().at("/data/0/data").toString())
        .as("a list leaves it out")
        .isEqualTo("{\"error\":\"why\"}");
    assertThat(
            api.get("/background-task?task=event-type.aggregate")
                .json()
                .at("/data/0/data")
                .toString())
        .isEqualTo("{}");
  }

  private String data(Task task) {
    return api.get("/background-task/" + task.id()).json().at("/data").toString();
  }
}
