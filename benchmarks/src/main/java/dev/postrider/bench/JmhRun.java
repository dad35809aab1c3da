package dev.postrider.bench;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Has JMH time the pieces, in processes with this one's JVM options.
 *
 * @param pattern a regular expression that is in the names of the pieces
 * @param forks processes for each; 0 is this one, for those who do not want figures
 * @param iterations to warm up, and as many again that count
 * @param millis the length of an iteration
 */
record JmhRun(String pattern, int forks, int iterations, int millis) {

  JmhReport measure() throws RunnerException {
    TimeValue length = TimeValue.milliseconds(millis);
    Options options =
        new OptionsBuilder()
            .include(pattern)
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(forks)
            .warmupIterations(iterations)
            .warmupTime(length)
            .measurementIterations(iterations)
            .measurementTime(length)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .build();
    double before = Environment.loadAverage();
    // Standard output belongs to the report.
    var progress = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL);
    Collection<RunResult> results = new Runner(options, progress).run();
    return JmhReport.of(results, before, Environment.loadAverage());
  }
}
