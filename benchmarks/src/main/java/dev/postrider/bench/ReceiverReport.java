package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code ./bench receiver} prints.
 *
 * @param acknowledgedPerSecond webhooks answered 200, each durable, in the closed loop
 * @param answerMillis from when a request was due to its answer, at the fixed rate
 * @param lost answered 200 and never handled, in all phases
 * @param duplicated handled more than once without a kill
 * @param missed targets that were not met, in words; empty is good
 * @param loadBefore the machine's load average over a minute as measuring began: above the cores,
 *     others took part
 */
record ReceiverReport(
    double acknowledgedPerSecond,
    Latency.Millis answerMillis,
    long lost,
    long duplicated,
    List<String> missed,
    Paced paced,
    Acknowledged acknowledged,
    Backlog backlog,
    Kills kills,
    int cores,
    double loadBefore,
    double loadAfter)
    implements Figures.Report {
  private static final double LEAST_PER_SECOND = 10_000;
  private static final double LONGEST_P99_MILLIS = 20;

  /**
   * How much more memory a backlog may take, filled and drained, than a load without one: a handful
   * of bytes for each of half a million webhooks, and no body of theirs.
   */
  private static final double MOST_FOR_BACKLOG_MEGABYTES = 100;

  /** At a fixed rate, while every handler takes a second. */
  record Paced(
      double perSecond,
      double answeredPerSecond,
      Latency.Millis answerMillis,
      Costs costs,
      double rssMaxMegabytes,
      Outcome outcome) {}

  /** As much as the receiver takes, its handlers ending at once. */
  record Acknowledged(
      double perSecond,
      double handledPerSecond,
      Latency.Millis answerMillis,
      Costs costs,
      double rssMaxMegabytes,
      Outcome outcome) {}

  /**
   * What a webhook costs in microseconds of CPU, and how commits are shared.
   *
   * @param receiverMicros of the receiver's process, handling included
   * @param loadMicros of this program, which makes and signs the requests
   */
  record Costs(
      double receiverMicros,
      double loadMicros,
      double commitsPerSecond,
      double webhooksPerCommit,
      double millisPerCommit) {

    static Costs of(InboxTrial.Sample from, InboxTrial.Sample to) {
      double seconds = (to.nanos() - from.nanos()) / 1e9;
      double webhooks = Math.max(1, to.acknowledged() - from.acknowledged());
      double commits = Math.max(1, to.commits() - from.commits());
      return new Costs(
          Figures.rounded((to.cpu() - from.cpu()) / 1e3 / webhooks),
          Figures.rounded((to.load() - from.load()) / 1e3 / webhooks),
          Figures.rounded(commits / seconds),
          Figures.rounded((to.stored() - from.stored()) / commits),
          Figures.rounded((to.commitNanos() - from.commitNanos()) / 1e6 / commits));
    }
  }

  /**
   * Handlers that stand still, and then do not.
   *
   * @param rssFilledMegabytes the most memory until all were waiting
   * @param rssMaxMegabytes the most memory until all were handled
   */
  record Backlog(
      long waiting,
      double filledPerSecond,
      double drainedPerSecond,
      double rssFilledMegabytes,
      double rssMaxMegabytes,
      double storeMegabytes,
      Outcome outcome) {}

  /** The receiver killed (SIGKILL) under load and started again, so often. */
  record Kills(int kills, Outcome outcome) {}

  /**
   * What became of the webhooks of a phase.
   *
   * @param refused not answered 200, or not at all
   */
  record Outcome(long acknowledged, long refused, long lost, long duplicated) {
    static Outcome of(InboxTrial trial) {
      return new Outcome(trial.acknowledged(), trial.refused(), trial.lost(), trial.duplicated());
    }
  }

  static ReceiverReport of(
      Paced paced, Acknowledged acknowledged, Backlog backlog, Kills kills, MachineLoad load) {
    List<Outcome> alive = List.of(paced.outcome, acknowledged.outcome, backlog.outcome);
    long lost = alive.stream().mapToLong(Outcome::lost).sum() + kills.outcome.lost;
    long duplicated = alive.stream().mapToLong(Outcome::duplicated).sum();
    List<String> missed = new ArrayList<>();
    if (acknowledged.perSecond < LEAST_PER_SECOND) {
      missed.add(
          "acknowledged %.0f/s, not %.0f".formatted(acknowledged.perSecond, LEAST_PER_SECOND));
    }
    if (paced.answerMillis.p99() > LONGEST_P99_MILLIS) {
      missed.add(
          "answer p99 %.2f ms, not %.0f".formatted(paced.answerMillis.p99(), LONGEST_P99_MILLIS));
    }
    if (paced.outcome.refused > 0) {
      missed.add(paced.outcome.refused + " requests of the fixed rate not answered 200");
    }
    double forBacklog = backlog.rssMaxMegabytes - acknowledged.rssMaxMegabytes;
    if (forBacklog > MOST_FOR_BACKLOG_MEGABYTES) {
      missed.add(
          "%.0f MB more memory with a backlog, not %.0f"
              .formatted(forBacklog, MOST_FOR_BACKLOG_MEGABYTES));
    }
    if (lost > 0) {
      missed.add(lost + " lost");
    }
    return new ReceiverReport(
        acknowledged.perSecond,
        paced.answerMillis,
        lost,
        duplicated,
        List.copyOf(missed),
        paced,
        acknowledged,
        backlog,
        kills,
        Runtime.getRuntime().availableProcessors(),
        load.before(),
        load.after());
  }

  @Override
  public boolean kept() {
    return lost == 0;
  }

  @Override
  public Plot plot() {
    return Plot.of(
        "receiver: %.0f/s acknowledged".formatted(acknowledgedPerSecond),
        new Bars(
            "CPU per webhook",
            "µs",
            List.of("receiver", "load"),
            List.of(
                Bars.Bar.of(
                    "at its maximum",
                    acknowledged.costs.receiverMicros,
                    acknowledged.costs.loadMicros),
                Bars.Bar.of(
                    "at %.0f/s".formatted(paced.perSecond),
                    paced.costs.receiverMicros,
                    paced.costs.loadMicros))),
        Latency.Millis.bars("answers at %.0f/s".formatted(paced.perSecond), paced.answerMillis),
        Bars.of(
            "webhooks",
            "1/s",
            Bars.Bar.of("acknowledged", acknowledged.perSecond),
            Bars.Bar.of("filled", backlog.filledPerSecond),
            Bars.Bar.of("drained", backlog.drainedPerSecond)));
  }

  @Override
  public String table() {
    Table table = new Table();
    table.line(
        "acknowledged/s, durable",
        "%.0f   handled/s meanwhile %.0f; p50/p99/p99.9 %s ms",
        acknowledged.perSecond,
        acknowledged.handledPerSecond,
        acknowledged.answerMillis.text());
    table.line("  costs", "%s", text(acknowledged.costs));
    table.line(
        "answer p50/p99/p99.9",
        "%s ms   at %.0f/s (answered %.0f/s), handlers of 1 s",
        paced.answerMillis.text(),
        paced.perSecond,
        paced.answeredPerSecond);
    table.line("  costs", "%s", text(paced.costs));
    table.line(
        "backlog",
        "%d waiting, filled at %.0f/s, drained at %.0f/s; %.0f MB on disk",
        backlog.waiting,
        backlog.filledPerSecond,
        backlog.drainedPerSecond,
        backlog.storeMegabytes);
    table.line(
        "RSS at most, MB",
        "%.0f filling, %.0f to the end; paced %.0f, closed loop %.0f",
        backlog.rssFilledMegabytes,
        backlog.rssMaxMegabytes,
        paced.rssMaxMegabytes,
        acknowledged.rssMaxMegabytes);
    table.line(
        "lost, duplicated",
        "%d, %d   by %d kills: %d lost, %d handled again, of %d",
        lost,
        duplicated,
        kills.kills,
        kills.outcome.lost,
        kills.outcome.duplicated,
        kills.outcome.acknowledged);
    table.line(
        "not answered 200",
        "%d closed loop, %d paced, %d backlog",
        acknowledged.outcome.refused,
        paced.outcome.refused,
        backlog.outcome.refused);
    table.missed(missed);
    table.line(
        "load average", "%.1f before and %.1f after, %d cores", loadBefore, loadAfter, cores);
    return table.toString();
  }

  private static String text(Costs costs) {
    return "CPU µs/webhook %.1f (load beside it %.1f); %.0f commits/s of %.2f ms, %.1f webhooks each"
        .formatted(
            costs.receiverMicros,
            costs.loadMicros,
            costs.commitsPerSecond,
            costs.millisPerCommit,
            costs.webhooksPerCommit);
  }
}
