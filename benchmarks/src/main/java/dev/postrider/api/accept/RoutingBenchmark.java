package dev.postrider.api.accept;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Routes;
import dev.postrider.filter.Filter;
import dev.postrider.filter.FilterForm;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.policy.Policy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Times the choice of the endpoints that get a message of 1 KiB; half of them want its type. */
@State(Scope.Thread)
public class RoutingBenchmark {
  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");
  private static final ApplicationId APPLICATION = new ApplicationId(1);

  @Param({"2", "100"})
  public int endpoints;

  private final MessageIn message =
      MessageInReader.read(Envelopes.message(1_024).getBytes(UTF_8), InstantSource.fixed(NOW));
  private Routes byType = routes(0, null);
  private Routes byFilter = routes(0, null);

  @Setup
  public void endpoints() {
    byType = routes(endpoints, null);
    byFilter = routes(endpoints, filter());
  }

  @Benchmark
  public List<?> type() {
    return Targets.of(byType, message);
  }

  /** They look into the payload too, which is read once for all of them. */
  @Benchmark
  public List<?> typeAndFilter() {
    return Targets.of(byFilter, message);
  }

  private static Filter filter() {
    return switch (FilterForm.read(Map.of("at", "/amount", "above", 50))) {
      case FilterForm.Read.Done(Filter filter) -> filter;
      case FilterForm.Read.Faulty faulty -> throw new IllegalStateException(faulty.toString());
    };
  }

  private static Routes routes(int count, @Nullable Filter filter) {
    var settings = new Application.Settings("shop", null, null, Map.of(), Map.of());
    return new Routes(
        new Application(APPLICATION, "org", "standard", settings, NOW, NOW),
        IntStream.range(0, count).mapToObj(i -> endpoint(i, filter)).toList());
  }

  private static Endpoint endpoint(int i, @Nullable Filter filter) {
    Set<String> types = i % 2 == 0 ? Set.of("order.paid", "order.sent") : Set.of("chat.started");
    return new Endpoint(
        new EndpointId(i + 1),
        i + 1,
        APPLICATION,
        1,
        Endpoint.Status.ENABLED,
        Endpoint.Settings.of("http://localhost/")
            .withTarget("http://localhost/" + i, types)
            .withFilter(filter),
        List.of(),
        Policy.STANDARD,
        null,
        1,
        NOW,
        NOW);
  }
}
