package dev.postrider.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * A webhook receiver on a real socket of 127.0.0.1 that keeps what it gets and answers as told; 204
 * until told. Safe for use by many threads.
 */
public final class Receiver implements AutoCloseable {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  private final ServerSocket server;
  private final String scheme;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Received> received = new ArrayList<>();
  private volatile Function<Received, Answer> answer = _ -> Answer.status(204);

  private final Thread acceptor = Thread.ofVirtual().name("receiver").unstarted(this::accept);

  private Receiver(ServerSocket server, String scheme) {
    this.server = server;
    this.scheme = scheme;
  }

  /** A receiver of plain HTTP on a free port. */
  public static Receiver start() {
    return start(HERE, 0, null);
  }

  /** A receiver of plain HTTP on this port: for one that comes back after it was away. */
  public static Receiver start(int port) {
    return start(HERE, port, null);
  }

  /** A receiver of plain HTTP at another address of this machine. */
  public static Receiver start(InetAddress address, int port) {
    return start(address, port, null);
  }

  /** A receiver of HTTPS on a free port. */
  public static Receiver start(SSLContext tls) {
    return start(HERE, 0, tls);
  }

  /** The same for those only who show a certificate that this context trusts. */
  public static Receiver startDemanding(SSLContext tls) {
    Receiver receiver = made(HERE, 0, tls);
    ((SSLServerSocket) receiver.server).setNeedClientAuth(true);
    receiver.acceptor.start();
    return receiver;
  }

  private static Receiver start(InetAddress address, int port, @Nullable SSLContext tls) {
    Receiver receiver = made(address, port, tls);
    receiver.acceptor.start();
    return receiver;
  }

  private static Receiver made(InetAddress address, int port, @Nullable SSLContext tls) {
    ServerSocketFactory sockets =
        tls == null ? ServerSocketFactory.getDefault() : tls.getServerSocketFactory();
    try {
      ServerSocket server = sockets.createServerSocket(port, 1024, address);
      return new Receiver(server, tls == null ? "http" : "https");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where webhooks go. */
  public String url() {
    return url("127.0.0.1", "/hook");
  }

  /** The same place by another name of its host. */
  public String url(String host, String target) {
    return scheme + "://" + host + ":" + port() + target;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** From now on requests are answered so. */
  public void answer(Function<Received, Answer> answer) {
    this.answer = answer;
  }

  /** Everything received so far, in the order in which the requests were complete. */
  public List<Received> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  /** How many connections were opened to it so far. */
  public int connections() {
    return connections.get();
  }

  /**
   * Returns what was received as soon as it is {@code count} requests; fails when they are not
   * there in time.
   */
  public List<Received> awaitCount(int count, Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    synchronized (received) {
      while (received.size() < count) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError(received.size() + " of " + count + " requests within " + within);
        }
        received.wait(left);
      }
      return List.copyOf(received);
    }
  }

  /** Closes the port and every connection; twice is harmless. */
  @Override
  public void close() {
    closing.countDown();
    close(server);
    try {
      // The port is free only when the thread that accepts has let go of it.
      acceptor.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    sockets.forEach(Receiver::close);
  }

  private void accept() {
    while (closing.getCount() > 0) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        int number = connections.incrementAndGet();
        Thread.ofVirtual().name("receiver-", number).start(() -> serve(socket, number));
      } catch (IOException _) {
        // Closed, or a connection that was gone at once: the condition of the loop knows.
      }
    }
    sockets.forEach(Receiver::close);
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      socket.setTcpNoDelay(true);
      RequestReader requests = new RequestReader(number, socket.getInputStream());
      Wire wire = new Wire(socket, closing);
      for (Optional<Received> next = requests.next(); next.isPresent(); next = requests.next()) {
        Received request = next.orElseThrow();
        synchronized (received) {
          received.add(request);
          received.notifyAll();
        }
        answer.apply(request).write(wire);
      }
    } catch (IOException | InterruptedException _) {
      // The sender went away or broke off, which is what many tests are about.
    } finally {
      sockets.remove(socket);
    }
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception _) {
      // Closing is all that is wanted.
    }
  }
}
