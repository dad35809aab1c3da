package dev.postrider.postgres;

import dev.postrider.history.History.Destination;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Where the deliveries of one message stand: what was meant, what was attempted, what waits. */
final class DestinationsRead {
  private static final String TARGETS =
      "select unnest(targets) as endpoint from message where application = :application and id = :id";

  private static final String ATTEMPTS =
      """
      select endpoint, state, url <> '' as attempted from attempt
      where message = :id and id > :id and application = :application
      order by id
      """;

  private static final String PARKED =
      """
      select endpoint, due from parked
      where message = :id and endpoint in (select id from endpoint where application = :application)
      """;

  private DestinationsRead() {}

  static List<Destination> read(Handle handle, ApplicationId application, MessageId message) {
    Map<EndpointId, Standing> standings = new LinkedHashMap<>();
    add(handle, TARGETS, application, message, standings, (_, _) -> {});
    add(handle, ATTEMPTS, application, message, standings, Standing::attempt);
    add(handle, PARKED, application, message, standings, Standing::parked);
    List<Destination> destinations = new ArrayList<>();
    standings.forEach((endpoint, standing) -> destinations.add(standing.at(endpoint)));
    return destinations;
  }

  private static void add(
      Handle handle,
      String sql,
      ApplicationId application,
      MessageId message,
      Map<EndpointId, Standing> standings,
      Standing.Add add) {
    handle
        .createQuery(sql)
        .bind("application", application.value())
        .bind("id", message.value())
        .map((rs, _) -> {
          EndpointId endpoint = new EndpointId(rs.getLong("endpoint"));
          add.row(standings.computeIfAbsent(endpoint, _ -> new Standing()), rs);
          return endpoint;
        })
        .list();
  }
}
