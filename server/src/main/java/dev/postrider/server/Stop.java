package dev.postrider.server;

import dev.postrider.server.terminal.Complaint;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the word to stop: a signal, or a fault after which nothing can go on. A second signal
 * ends the process at once.
 */
final class Stop {
  private static final int AT_ONCE = 130;

  private final Runnable atOnce;
  private final CountDownLatch said = new CountDownLatch(1);
  private final AtomicBoolean signalled = new AtomicBoolean();
  private final AtomicReference<@Nullable Complaint> fault = new AtomicReference<>();

  /** {@code atOnce} ends the process. */
  Stop(Runnable atOnce) {
    this.atOnce = atOnce;
  }

  /** Listens to SIGTERM, SIGINT and SIGHUP from now on. */
  static Stop onSignals() {
    var stop = new Stop(() -> Runtime.getRuntime().halt(AT_ONCE));
    for (String signal : List.of("TERM", "INT", "HUP")) {
      handle(signal, stop::signalled);
    }
    return stop;
  }

  /** A fault's stop in good order goes on when the first signal comes; only the second ends it. */
  void signalled() {
    if (signalled.getAndSet(true)) {
      atOnce.run();
    }
    said.countDown();
  }

  /** There is no more to do. */
  void enough() {
    said.countDown();
  }

  /** The program has to end because of this. */
  void because(Complaint complaint) {
    fault.compareAndSet(null, complaint);
    said.countDown();
  }

  /** Returns when there is a reason to stop; throws it when it is a fault. */
  void await() throws InterruptedException {
    said.await();
    Complaint complaint = fault.get();
    if (complaint != null) {
      throw complaint;
    }
  }

  /**
   * Through reflection, because the compiler warns of {@code sun.misc.Signal}, which has no
   * successor: shutdown hooks neither hear a second signal nor let the exit code be 0.
   *
   * <p>Failure policy: go on without, because the signal then ends the process as it always did,
   * which loses nothing.
   */
  private static void handle(String signal, Runnable action) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (_, method, _) -> {
            if (method.getName().equals("handle")) {
              action.run();
            }
            return null;
          };
      Object handler =
          Proxy.newProxyInstance(Stop.class.getClassLoader(), new Class<?>[] {handlerType}, call);
      type.getMethod("handle", type, handlerType)
          .invoke(null, type.getConstructor(String.class).newInstance(signal), handler);
    } catch (ReflectiveOperationException notHere) {
      // As the policy above says.
    }
  }
}
