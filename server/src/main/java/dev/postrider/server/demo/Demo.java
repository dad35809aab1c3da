package dev.postrider.server.demo;

import dev.postrider.platform.Platforms;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plays each platform's scene on a running Postrider, and shows it. */
public final class Demo implements AutoCloseable {

  /** Where the Postrider is that plays, and what opens its API. */
  public record Postrider(URI url, String token, DemoClock clock, Runnable timeHasPassed) {}

  private static final String INTRODUCTION =
      """
      One customer of each platform registers a webhook, and the platform publishes events: the examples
      of its file, if it has any. "platform" is your service, "customer" his program, and "receiver" his
      server, which is told to fail now and then. A ✓ is a check that could have failed.
      Nobody waits for a retry: Postrider goes by a clock that the demo puts forward.\
      """;

  private final Theatre theatre;
  private final DemoReceiver receiver;
  private final Map<Scene, Stage> stages = new LinkedHashMap<>();

  /**
   * Sets the scenes.
   *
   * @param broken the platform whose receiver answers 500 whatever comes; null for none
   */
  public Demo(Postrider postrider, Platforms platforms, Paper paper, @Nullable String broken)
      throws IOException {
    DemoApi api = new DemoApi(postrider.url(), postrider.token());
    this.theatre = new Theatre(api, paper, postrider.clock(), postrider.timeHasPassed());
    this.receiver = DemoReceiver.start(postrider.clock());
    for (Scene scene : Scene.all()) {
      Inbox inbox = receiver.inbox(scene.platform(), scene.platform().equals(broken));
      stages.put(scene, new Stage(platforms.named(scene.platform()).orElseThrow(), inbox, theatre));
    }
  }

  /** The platforms that have a scene. */
  public static List<String> platforms() {
    return Scene.all().stream().map(Scene::platform).toList();
  }

  /**
   * Plays one scene after the other.
   *
   * @return the platforms whose contract was not kept
   */
  public List<String> run() throws InterruptedException {
    theatre.paper().text(INTRODUCTION);
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Scene, Stage> entry : stages.entrySet()) {
      rows.add(play(entry.getKey(), entry.getValue()));
    }
    new Summary(rows).print(theatre.paper());
    return rows.stream().filter(row -> !row.kept()).map(Row::platform).toList();
  }

  private static Row play(Scene scene, Stage stage) throws InterruptedException {
    try {
      stage.begin(scene);
      scene.play(stage);
      return stage.end(scene);
    } catch (IOException brokenOff) {
      return stage.failed(scene, brokenOff);
    }
  }

  /** Prints what one can do now, and shows what arrives from now on. */
  public void invite() {
    Invitation invitation = new Invitation(theatre.api(), theatre.paper());
    invitation.begin(theatre.clock());
    stages.forEach((scene, stage) ->
        invitation.encores(scene.platform(), stage.application(), stage.encores()));
    invitation.end();
    stages.values().forEach(stage -> Thread.ofVirtual().start(stage.reception()::showAll));
  }

  @Override
  public void close() {
    receiver.close();
    theatre.api().close();
  }
}
