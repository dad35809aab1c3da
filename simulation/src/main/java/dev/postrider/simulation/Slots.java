package dev.postrider.simulation;

import dev.postrider.dispatch.Delivery;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import dev.postrider.record.ParkedStore.Load;
import dev.postrider.record.ParkedStore.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Promise 6: who has how many of the attempts in flight. What comes back from disk has half of them
 * at most, and an application gets another one only while it has fewer than are free.
 */
final class Slots {
  private record Key(EndpointId endpoint, MessageId message, boolean manual) {}

  private static final int ALL = World.CONFIG.inFlight();

  private final Set<Key> loaded = new HashSet<>();
  private final Set<Delivery> returned = new HashSet<>();
  private final Map<ApplicationId, Integer> taken = new HashMap<>();
  private int inFlight;

  /**
   * From now on these are what comes back: a delivery that is new has never been a row that came.
   */
  void loaded(Load load, List<Row> rows) {
    if (!(load instanceof Load.One)) {
      rows.forEach(
          r -> loaded.add(new Key(load.endpoint(), r.parked().message(), r.parked().manual())));
    }
  }

  void starts(Delivery delivery) {
    ApplicationId application = delivery.endpoint().application();
    int has = taken.merge(application, 1, Integer::sum) - 1;
    int free = ALL - inFlight++;
    Broken.unless(
        has < free,
        () ->
            "%s starts when %d of its application are in flight and %d slots free"
                .formatted(Names.of(delivery), has, free));
    if (loaded.contains(
        new Key(delivery.endpoint().id(), delivery.message().id(), delivery.manual()))) {
      returned.add(delivery);
    }
    Broken.unless(
        returned.size() <= ALL / 2,
        () -> "%d of %d slots have what came back".formatted(returned.size(), ALL));
  }

  int inFlight() {
    return inFlight;
  }

  void finished(Delivery delivery) {
    taken.merge(delivery.endpoint().application(), -1, Integer::sum);
    inFlight--;
    returned.remove(delivery);
  }
}
