package dev.postrider.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./bench chaos} prints.
 *
 * @param kills of the server and of PostgreSQL, SIGKILL each
 * @param disturbances of each kind
 * @param acknowledged messages that the API acknowledged
 * @param refused requests that were answered 503
 * @param unanswered requests without an answer
 * @param received deliveries that came, each counted once
 * @param duplicated copies beyond the first
 * @param duplicatedExplained those of them whose first copy came near a disturbance
 * @param calmMillis how long the load ran so far from all disturbances that nothing would have
 *     explained a copy
 * @param recoveryMillis from the end of a disturbance until a message that was first posted after
 *     it was received; of disturbances that no other came into
 * @param acceptMillis until such a message was acknowledged
 * @param everywhereMillis until every endpoint had got one
 * @param failedStarts of the server, while its database could not run
 * @param attempts in the server's own history, which was compared in full
 * @param evidence where logs and findings are; null when nothing was wrong
 */
record ChaosReport(
    long seed,
    double minutes,
    long kills,
    Map<String, Long> disturbances,
    long acknowledged,
    long refused,
    long unanswered,
    long received,
    long lost,
    long outOfOrder,
    long rewound,
    long duplicated,
    long duplicatedExplained,
    int calmMillis,
    long altered,
    long publishedTwice,
    long phantoms,
    long recordContradictions,
    long unexpectedAnswers,
    long unexpectedExits,
    long unrecovered,
    Recovery recoveryMillis,
    Recovery acceptMillis,
    Recovery everywhereMillis,
    int starts,
    int failedStarts,
    long attempts,
    String disk,
    String network,
    int cores,
    List<ChaosEvent.Account> timeline,
    List<ChaosFindings.Finding> findings,
    @Nullable String evidence)
    implements Figures.Report {

  /** How long it took, in milliseconds; over so many disturbances. */
  record Recovery(int count, int p50, int max) {

    static Recovery of(
        List<ChaosEvent.Account> timeline, Function<ChaosEvent.Account, @Nullable Integer> part) {
      int[] sorted =
          timeline.stream()
              .filter(ChaosEvent.Account::alone)
              .map(part)
              .filter(Objects::nonNull)
              .mapToInt(Integer::intValue)
              .sorted()
              .toArray();
      return sorted.length == 0
          ? new Recovery(0, 0, 0)
          : new Recovery(
              sorted.length,
              sorted[(sorted.length - 1) / 2],
              Arrays.stream(sorted).max().orElse(0));
    }
  }

  @Override
  public boolean kept() {
    return evidence == null;
  }

  @Override
  public String table() {
    Table table = new Table();
    table.line("seed, minutes", "%d   %.1f", seed, minutes);
    table.line("kills", "%d   %s", kills, disturbances);
    table.line(
        "acknowledged",
        "%d   refused %d, unanswered %d; received %d",
        acknowledged,
        refused,
        unanswered,
        received);
    table.line("lost", "%d", lost);
    table.line("out of order", "%d   rewound %d", outOfOrder, rewound);
    table.line(
        "duplicated",
        "%d   explained %d; for %d s nothing would have been",
        duplicated,
        duplicatedExplained,
        calmMillis / 1_000);
    table.line(
        "altered", "%d   published twice %d, phantoms %d", altered, publishedTwice, phantoms);
    table.line("history contradicts", "%d   out of %d attempts", recordContradictions, attempts);
    table.line(
        "unexpected answers",
        "%d   exits %d, never recovered %d",
        unexpectedAnswers,
        unexpectedExits,
        unrecovered);
    recovery(table, "accepts again, ms", acceptMillis);
    recovery(table, "first received, ms", recoveryMillis);
    recovery(table, "received everywhere, ms", everywhereMillis);
    table.line("starts", "%d   %d failed without a database", starts, failedStarts);
    table.line("disk", "%s; network: %s; %d cores", disk, network, cores);
    if (evidence != null) {
      table.line("evidence", "%s", evidence);
    }
    return table.toString();
  }

  private static void recovery(Table table, String name, Recovery recovery) {
    table.line(name, "%d   max %d, of %d", recovery.p50, recovery.max, recovery.count);
  }

  @Override
  public Plot plot() {
    return Plot.of(
        "chaos: %d lost, %d out of order".formatted(lost, outOfOrder),
        Bars.of(
            "disturbances",
            "count",
            disturbances.entrySet().stream()
                .map(kind -> Bars.Bar.of(kind.getKey(), kind.getValue()))
                .toArray(Bars.Bar[]::new)),
        new Bars(
            "recovery",
            "ms",
            List.of("median", "above it to the longest"),
            List.of(
                bar("accepts again", acceptMillis),
                bar("first received", recoveryMillis),
                bar("received everywhere", everywhereMillis))));
  }

  private static Bars.Bar bar(String name, Recovery recovery) {
    return Bars.Bar.of(name, recovery.p50, recovery.max - (double) recovery.p50);
  }
}
