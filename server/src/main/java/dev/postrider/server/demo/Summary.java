package dev.postrider.server.demo;

import java.util.List;

/** The table at the end: a line for each platform. */
record Summary(List<Row> rows) {
  private static final String FORMAT = "  %-15s %6s %9s   ";

  void print(Paper paper) {
    paper.heading("in short", "");
    paper.text(paper.bold(FORMAT.formatted("platform", "events", "attempts") + "what was shown"));
    for (Row row : rows) {
      String head = FORMAT.formatted(row.platform(), row.events(), row.attempts());
      int width = Paper.WIDTH - head.length() - 2;
      paper.text(
          head + Paper.pad(Paper.fit(row.rule(), width), width) + " " + paper.mark(row.kept()));
    }
    int checks = rows.stream().mapToInt(Row::checks).sum();
    int broken = rows.stream().mapToInt(Row::broken).sum();
    paper.text("");
    paper.text(
        broken == 0
            ? "  All %d checks held.".formatted(checks)
            : "  %d of %d checks did not hold: see ✗ above.".formatted(broken, checks));
    paper.text("");
  }
}
