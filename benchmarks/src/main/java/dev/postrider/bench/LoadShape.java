package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGeneratorFactory;

/**
 * What a load looks like, whoever it meets.
 *
 * @param size bytes of a payload
 * @param failures the share of deliveries whose first attempt is answered 500
 * @param lanes different ordering keys; 0 for messages without one
 * @param batch messages in one request
 * @param endpoints of each application; a message goes to all of them
 */
record LoadShape(
    int applications,
    int size,
    int connections,
    double failures,
    int lanes,
    long seed,
    int batch,
    int endpoints,
    Hooks hooks) {

  /** Messages one by one, in no order, each to one endpoint that works, on a host of its own. */
  static LoadShape of(int applications, int size, int connections) {
    return new LoadShape(applications, size, connections, 0, 0, 1, 1, 1, Hooks.OWN_HOSTS);
  }

  LoadShape withSize(int bytes) {
    return new LoadShape(
        applications, bytes, connections, failures, lanes, seed, batch, endpoints, hooks);
  }

  LoadShape withFailures(double share) {
    return new LoadShape(
        applications, size, connections, share, lanes, seed, batch, endpoints, hooks);
  }

  LoadShape withLanes(int keys) {
    return new LoadShape(
        applications, size, connections, failures, keys, seed, batch, endpoints, hooks);
  }

  LoadShape withSeed(long other) {
    return new LoadShape(
        applications, size, connections, failures, lanes, other, batch, endpoints, hooks);
  }

  LoadShape withBatch(int messages) {
    return new LoadShape(
        applications, size, connections, failures, lanes, seed, messages, endpoints, hooks);
  }

  LoadShape withEndpoints(int perApplication) {
    return new LoadShape(
        applications, size, connections, failures, lanes, seed, batch, perApplication, hooks);
  }

  LoadShape withHooks(Hooks other) {
    return new LoadShape(
        applications, size, connections, failures, lanes, seed, batch, endpoints, other);
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
    Tally tally = new Tally(trackCount(), lanes > 0, endpoints);
    return new SinkAnswers(tally, new Latency(), failures, measuredFrom);
  }

  private int trackCount() {
    return lanes > 0 ? lanes : applications;
  }
}
