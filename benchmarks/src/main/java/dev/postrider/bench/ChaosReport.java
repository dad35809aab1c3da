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
  public String table() {
    StringBuilder table = new StringBuilder();
    line(table, "seed, minutes", seed, "%.1f".formatted(minutes));
    line(table, "kills", kills, disturbances.toString());
    line(
        table,
        "acknowledged",
        acknowledged,
        "refused %d, unanswered %d; received %d".formatted(refused, unanswered, received));
    line(table, "lost", lost, "");
    line(table, "out of order", outOfOrder, "rewound " + rewound);
    line(
        table,
        "duplicated",
        duplicated,
        "explained %d; for %d s nothing would have been"
            .formatted(duplicatedExplained, calmMillis / 1_000));
    line(
        table,
        "altered",
        altered,
        "published twice %d, phantoms %d".formatted(publishedTwice, phantoms));
    line(
        table,
        "history contradicts",
        recordContradictions,
        "out of %d attempts".formatted(attempts));
    line(
        table,
        "unexpected answers",
        unexpectedAnswers,
        "exits %d, never recovered %d".formatted(unexpectedExits, unrecovered));
    recovery(table, "accepts again, ms", acceptMillis);
    recovery(table, "first received, ms", recoveryMillis);
    recovery(table, "received everywhere, ms", everywhereMillis);
    line(table, "starts", starts, failedStarts + " failed without a database");
    table.append("disk: %s; network: %s; %d cores%n".formatted(disk, network, cores));
    if (evidence != null) {
      table.append("evidence: %s%n".formatted(evidence));
    }
    return table.toString();
  }

  private static void recovery(StringBuilder table, String name, Recovery recovery) {
    line(table, name, recovery.p50, "max %d, of %d".formatted(recovery.max, recovery.count));
  }

  private static void line(StringBuilder table, String name, long figure, String more) {
    table.append("%-28s%12d   %s%n".formatted(name, figure, more));
  }
}
