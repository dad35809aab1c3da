package dev.postrider.api.http;

import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

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
 *
 * <p>While deliveries are behind, a sixteenth of the POSTs is at work at once and the others take
 * turns: what was accepted comes before what could be. Otherwise requests, of which there are more,
 * would take the processors from attempts, and a backlog would grow for as long as too much is
 * published.
 */
public final class Admission implements Filter {
  private static final int KEPT_PART = 16;
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LONGEST_TURN = Duration.ofSeconds(2);

  private final int most;
  private final int mostPosts;
  private final BooleanSupplier behind;
  private final Semaphore turns;
  private final RouteTable routes;
  private final AtomicInteger atWork = new AtomicInteger();
  private final LongAdder shed = new LongAdder();

  /**
   * Lets so many in. What is refused is said in the form of the API that is called.
   *
   * @param most requests at once
   * @param behind whether deliveries are; asked with every POST
   */
  public Admission(int most, BooleanSupplier behind, RouteTable routes) {
    this.most = most;
    this.mostPosts = most - most / KEPT_PART;
    this.behind = behind;
    this.turns = new Semaphore(Math.max(1, mostPosts / KEPT_PART), true);
    this.routes = routes;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    boolean post = request.prologue().method().equals(Method.POST);
    if (!enter(post ? mostPosts : most)) {
      refuse(request, response);
      return;
    }
    if (!post) {
      reading(chain, request);
      return;
    }
    try {
      if (behind.getAsBoolean()) {
        inTurn(chain, request, response);
      } else {
        chain.proceed();
      }
    } finally {
      atWork.decrementAndGet();
    }
  }

  private void reading(FilterChain chain, RoutingRequest request) {
    Slot slot = new Slot(atWork);
    request.context().register(slot);
    try {
      chain.proceed();
    } finally {
      slot.leave();
    }
  }

  /** One of the requests that are at work. */
  private static final class Slot {
    private final AtomicInteger atWork;
    private boolean left;

    Slot(AtomicInteger atWork) {
      this.atWork = atWork;
    }

    /** On the request's own thread. */
    void leave() {
      if (!left) {
        left = true;
        atWork.decrementAndGet();
      }
    }
  }

  /**
   * A GET whose answer goes on for as long as somebody reads it is at work no longer: whoever
   * answers so has a bound of his own.
   */
  public static void leave(ServerRequest request) {
    request.context().get(Slot.class).ifPresent(Slot::leave);
  }

  private void inTurn(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    try {
      if (!turns.tryAcquire(LONGEST_TURN.toMillis(), TimeUnit.MILLISECONDS)) {
        refuse(request, response);
        return;
      }
    } catch (InterruptedException tooSlowOrStopping) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("the request was not begun", tooSlowOrStopping);
    }
    try {
      chain.proceed();
    } finally {
      turns.release();
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
    Refusal tooMuch = Refusal.unavailable("Too many requests at once", SOON);
    Front.send(request, response, area.errors().answer(tooMuch));
  }

  /** How many were refused so far. */
  public long shed() {
    return shed.sum();
  }
}
