package dev.postrider.bench;

/**
 * Who sends to whom in a chaos run. Tracks are senders, each with a sequence of its own; they and
 * the endpoints are numbered through all applications. The first half of the applications has an
 * ordering key per track; of each half, every other application names messages by event id, the
 * others by idempotency key.
 *
 * @param tracks of one application
 * @param endpoints of one application, each of which gets all its messages
 * @param size bytes of a payload
 * @param seed of the payloads
 */
record ChaosShape(int applications, int tracks, int endpoints, int size, long seed) {

  int allTracks() {
    return applications * tracks;
  }

  int allEndpoints() {
    return applications * endpoints;
  }

  int applicationOfTrack(int track) {
    return track / tracks;
  }

  int applicationOfEndpoint(int endpoint) {
    return endpoint / endpoints;
  }

  /** True when messages of the track go to the endpoint. */
  boolean meant(int endpoint, int track) {
    return applicationOfEndpoint(endpoint) == applicationOfTrack(track);
  }

  /** True when the track's messages have an ordering key. */
  boolean ordered(int track) {
    return applicationOfTrack(track) < applications / 2;
  }

  /** True when event ids tell its messages apart, false when idempotency keys do. */
  boolean byEventId(int track) {
    return applicationOfTrack(track) % 2 == 0;
  }

  /** What one message is called by whoever sends it, however often. */
  static String name(int track, int number) {
    return "chaos-" + track + "-" + number;
  }
}
