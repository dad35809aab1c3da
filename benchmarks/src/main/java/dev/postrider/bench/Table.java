package dev.postrider.bench;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures for people: a name and what is to be said of it, line by line. */
final class Table {
  /** Above it, others took so much of the machine that the run should be repeated. */
  private static final double DISTURBED = 0.05;

  private final StringBuilder text = new StringBuilder();

  @FormatMethod
  Table line(String name, @FormatString String format, Object... values) {
    text.append("%-25s ".formatted(name)).append(format.formatted(values)).append("%n".formatted());
    return this;
  }

  /** What a delivery costs, and what measuring it costs beside that. */
  Table cpu(String name, Phase phase) {
    Phase.LoadCpuMicros load = phase.loadCpuMicrosPerMessage();
    return line(
        name,
        "%s; beside it load %.1f (generator %.1f, sink %.1f)",
        phase.cpuMicrosPerMessage().text(),
        load.process(),
        load.generator(),
        load.sink());
  }

  /** What a delivery costs. */
  Table cpu(String name, Phase.CpuMicros cpu) {
    return line(name, "%s", cpu.text());
  }

  /** The floor, and what a delivery costs as a multiple of it; nothing when it was left out. */
  Table floor(@Nullable FloorReport floor, Phase.CpuMicros cpu) {
    return floor == null
        ? this
        : line(
            "floor",
            "%.0f deliveries/s at %.1f µs; a delivery costs %.2f times as much",
            floor.messagesPerSecond(),
            floor.cpuMicrosPerMessage().total(),
            floor.cpuRatio(cpu));
  }

  /** What came of the messages. */
  Table counts(Load.Counts counts) {
    return counts("messages", counts);
  }

  /** The same of one part of a run. */
  Table counts(String name, Load.Counts counts) {
    return line(
        name,
        "lost %d, duplicated %d, out of order %d, refused %d, sink faults %d",
        counts.lost(),
        counts.duplicated(),
        counts.outOfOrder(),
        counts.refused(),
        counts.sinkFaults());
  }

  Table disturbance(double share) {
    return line(
        "disturbance",
        "%.2f   of the machine's CPU time went elsewhere%s",
        share,
        share > DISTURBED ? ": measure again when it is quiet" : "");
  }

  /** The targets that were not met, in words. */
  Table missed(List<String> missed) {
    return line("targets missed", "%s", missed.isEmpty() ? "none" : String.join("; ", missed));
  }

  /** The last line: machine and load. */
  Table foot(Environment environment) {
    text.append(environment.line()).append("%n".formatted());
    return this;
  }

  @Override
  public String toString() {
    return text.toString().stripTrailing();
  }
}
