package dev.postrider.api.task;

import dev.postrider.api.http.JsonWriter;
import dev.postrider.task.Statistic;
import dev.postrider.task.Work;
import java.util.List;

/** What a task has found out, in Svix's words. */
final class StatisticOut {
  private StatisticOut() {}

  static void write(JsonWriter json, Work.Statistics work, List<Statistic> found) {
    switch (work) {
      case Work.Usage _ -> json.name("appStats");
      case Work.Subscriptions() -> json.name("event_types");
    }
    json.beginArray();
    found.forEach(statistic -> write(json, statistic));
    json.endArray();
  }

  private static void write(JsonWriter json, Statistic statistic) {
    json.beginObject();
    json.name("appId").value(statistic.application().toString());
    switch (statistic) {
      case Statistic.Usage usage -> {
        json.name("appUid").value(usage.uid());
        json.name("messageDestinations").value(usage.destinations());
      }
      case Statistic.Subscriptions subscriptions -> {
        json.name("explicitlySubscribedEventTypes").beginArray();
        subscriptions.eventTypes().stream().sorted().forEach(json::value);
        json.endArray();
        json.name("hasCatchAllEndpoint").value(subscriptions.catchAll());
      }
    }
    json.endObject();
  }
}
