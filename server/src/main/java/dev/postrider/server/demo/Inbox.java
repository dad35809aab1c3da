package dev.postrider.server.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One customer's place at the receiver: what came, in its order, and how the next is answered. Safe
 * for use by many threads.
 */
final class Inbox {
  private final Queue<Response> next = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();
  private final boolean broken;
  final String url;

  /** A broken one answers 500 whatever comes. */
  Inbox(String url, boolean broken) {
    this.url = url;
    this.broken = broken;
  }

  /** The requests to come are answered so, one after the other; those after them with 200. */
  void answer(Response... responses) {
    next.addAll(java.util.List.of(responses));
  }

  Response response() {
    Response planned = next.poll();
    return broken ? Response.of(500) : planned == null ? Response.of(200) : planned;
  }

  void add(Arrival arrival) {
    arrived.add(arrival);
  }

  /** The next that came or comes; empty when it does not within that time. */
  Optional<Arrival> take(Duration longest) throws InterruptedException {
    return Optional.ofNullable(arrived.poll(longest.toMillis(), TimeUnit.MILLISECONDS));
  }

  Arrival take() throws InterruptedException {
    return arrived.take();
  }
}
