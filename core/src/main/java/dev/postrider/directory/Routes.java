package dev.postrider.directory;

import java.util.List;

/** An application with its endpoints, as accept needs them: one immutable picture. */
public record Routes(Application application, List<Endpoint> endpoints) {
  public Routes {
    endpoints = List.copyOf(endpoints);
  }

  /** The endpoints that get a message of this type, these channels and these tags. */
  public List<Endpoint> matching(String eventType, List<String> channels, List<String> tags) {
    return endpoints.stream().filter(e -> e.wants(eventType, channels, tags)).toList();
  }
}
