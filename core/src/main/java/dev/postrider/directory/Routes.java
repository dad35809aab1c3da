package dev.postrider.directory;

import dev.postrider.filter.Filter;
import dev.postrider.filter.Sought;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An application with its endpoints, as accept needs them: one immutable picture.
 *
 * @param sought what the endpoints' filters look at in a payload; null when none has a filter
 */
public record Routes(Application application, List<Endpoint> endpoints, @Nullable Sought sought) {
  public Routes {
    endpoints = List.copyOf(endpoints);
  }

  public Routes(Application application, List<Endpoint> endpoints) {
    this(application, endpoints, sought(endpoints));
  }

  /**
   * The endpoints that get a message of this type, these channels and these tags, if their filters
   * let its payload pass.
   */
  public List<Endpoint> matching(String eventType, List<String> channels, List<String> tags) {
    return endpoints.stream().filter(e -> e.wants(eventType, channels, tags)).toList();
  }

  private static @Nullable Sought sought(List<Endpoint> endpoints) {
    List<Filter> filters =
        endpoints.stream().map(e -> e.settings().filter()).filter(Objects::nonNull).toList();
    return filters.isEmpty() ? null : Sought.by(filters);
  }
}
