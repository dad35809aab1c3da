package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGeneratorFactory;

/**
 * What a load looks like, whoever it meets.
 *
 * @param applications each with one endpoint
 * @param size bytes of a payload
 * @param failures the share of messages whose first attempt is answered 500
 * @param lanes different ordering keys; 0 for messages without one
 * @param batch messages in one request
 */
record LoadShape(
    int applications, int size, int connections, double failures, int lanes, long seed, int batch) {

  /** The same, a request for each message. */
  LoadShape single() {
    return new LoadShape(applications, size, connections, failures, lanes, seed, 1);
  }

  /** Who takes the messages: an address, a token, and the ids of its applications. */
  record Subject(String authority, String token, List<String> applications) {}

  /** The sequences of this load against that subject. */
  Tracks tracks(Subject subject) {
    Payloads payloads = new Payloads(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    List<Template> templates = new ArrayList<>();
    for (int track = 0; track < trackCount(); track++) {
      String application = subject.applications.get(track % applications);
      Template.Target target = new Template.Target(subject.authority, application, subject.token);
      String key = lanes > 0 ? "session-" + track : null;
      byte[] payload = payloads.next(size);
      templates.add(
          batch == 1
              ? Template.of(target, key, payload)
              : Template.batch(target, key, payload, batch));
    }
    return new Tracks(templates, lanes > 0);
  }

  SinkAnswers receiver() {
    return receiver(0);
  }

  /**
   * The same.
   *
   * @param measuredFrom the first track whose times are measured
   */
  SinkAnswers receiver(int measuredFrom) {
    Tally tally = new Tally(trackCount(), lanes > 0);
    return new SinkAnswers(tally, new Latency(), trackCount(), failures, measuredFrom);
  }

  /**
   * The URL of an application's endpoint: every application has a host of its own, as customers do.
   */
  static String endpoint(int application, int port) {
    return "http://127.0.%d.%d:%d/hooks/%d"
        .formatted(application / 250, 1 + application % 250, port, application);
  }

  private int trackCount() {
    return lanes > 0 ? lanes : applications;
  }
}
