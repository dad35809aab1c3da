package dev.postrider.server;

import dev.postrider.server.terminal.Complaint;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the word to stop: a signal, or a fault after which nothing can go on. A second signal
 * ends the process at once.
 */
final class Stop {
  private static final int AT_ONCE = 130;

  private final CountDownLatch said = new CountDownLatch(1);
  private final AtomicReference<@Nullable Complaint> fault = new AtomicReference<>();

  private Stop() {}

  /** Listens to SIGTERM, SIGINT and SIGHUP from now on. */
  static Stop onSignals() {
    var stop = new Stop();
    for (String signal : List.of("TERM", "INT", "HUP")) {
      handle(signal, stop::signalled);
    }
    return stop;
  }

  private void signalled() {
    if (said.getCount() == 0) {
      Runtime.getRuntime().halt(AT_ONCE);
    }
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
