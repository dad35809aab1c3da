package dev.postrider.api.http;

import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bounds the requests that are at work at once, and with them how long each takes: one more is
 * answered 503 with {@code Retry-After} before anything is done for it. Safe for use by many
 * threads.
 *
 * <p>The connection lives on. The web server has such a bound too, and closes: then a caller who
 * was told to wait connects anew, which costs more than to serve him, and the more is refused the
 * less is done.
 *
 * <p>A sixteenth of the slots is not for POST. So health, metrics and whoever wants to see what is
 * going on find room while too much is published.
 */
public final class Admission implements Filter {
  private static final int KEPT_PART = 16;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final int most;
  private final int mostPosts;
  private final RouteTable routes;
  private final AtomicInteger atWork = new AtomicInteger();
  private final LongAdder shed = new LongAdder();

  /**
   * Lets so many in. What is refused is said in the form of the API that is called.
   *
   * @param most requests at once
   */
  public Admission(int most, RouteTable routes) {
    this.most = most;
    this.mostPosts = most - most / KEPT_PART;
    this.routes = routes;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    boolean post = request.prologue().method().equals(Method.POST);
    if (!enter(post ? mostPosts : most)) {
      refuse(request, response);
      return;
    }
    try {
      chain.proceed();
    } finally {
      atWork.decrementAndGet();
    }
  }

  private boolean enter(int bound) {
    if (atWork.incrementAndGet() <= bound) {
      return true;
    }
    atWork.decrementAndGet();
    return false;
  }

  private void refuse(RoutingRequest request, RoutingResponse response) {
    shed.increment();
    RouteTable.Area area = routes.area(request.prologue().uriPath().rawPath());
    if (area.isNative()) {
      Cors.open(response.headers());
    }
    Refusal tooMuch = Refusal.unavailable("Too many requests at once", SOON);
    Front.send(request, response, area.errors().answer(tooMuch));
  }

  /** How many were refused so far. */
  public long shed() {
    return shed.sum();
  }
}
