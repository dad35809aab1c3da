package dev.postrider.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way from the server to one receiver, with weather on it: a TCP proxy that listens on every
 * local address. Safe for many threads.
 */
final class ChaosProxy implements AutoCloseable {
  private static final int PIECE = 16 * 1024;

  /** One connection of the server's and the one to the receiver behind it. */
  private record Pair(Socket server, Socket receiver) {
    void close(boolean reset) {
      closed(server, reset);
      closed(receiver, reset);
    }
  }

  private final ServerSocket listener;
  private final InetSocketAddress receiver;
  private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
  private ChaosWeather weather = new ChaosWeather.Clear();
  private volatile boolean closing;

  private ChaosProxy(ServerSocket listener, int receiverPort) {
    this.listener = listener;
    this.receiver = new InetSocketAddress(InetAddress.getLoopbackAddress(), receiverPort);
  }

  static ChaosProxy open(int receiverPort) throws IOException {
    var proxy = new ChaosProxy(new ServerSocket(0, 512), receiverPort);
    Thread.ofVirtual().name("proxy").start(proxy::listen);
    return proxy;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** From now on the weather is this; connections that stand feel it too. */
  void change(ChaosWeather to) {
    synchronized (this) {
      weather = to;
      notifyAll();
    }
    if (to instanceof ChaosWeather.Refusing) {
      pairs.forEach(pair -> pair.close(true));
    }
  }

  private void listen() {
    // Failure policy: a connection that cannot be made is closed; the sender tries again, and the
    // checker sees what that came to.
    while (!closing) {
      try {
        accept(listener.accept());
      } catch (IOException oneConnection) {
        // Its socket is closed by whoever opened it.
      }
    }
  }

  private void accept(Socket server) throws IOException {
    if (weather() instanceof ChaosWeather.Refusing) {
      closed(server, true);
      return;
    }
    var behind = new Socket();
    try {
      behind.connect(receiver);
      server.setTcpNoDelay(true);
      behind.setTcpNoDelay(true);
    } catch (IOException e) {
      closed(server, true);
      closed(behind, true);
      throw e;
    }
    var pair = new Pair(server, behind);
    pairs.add(pair);
    Thread.ofVirtual().name("proxy-request").start(() -> pump(pair, false));
    Thread.ofVirtual().name("proxy-answer").start(() -> pump(pair, true));
  }

  /** Carries one direction to its end. */
  private void pump(Pair pair, boolean answers) {
    Socket from = answers ? pair.receiver : pair.server;
    Socket to = answers ? pair.server : pair.receiver;
    try {
      InputStream in = from.getInputStream();
      byte[] piece = new byte[PIECE];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        switch (passable()) {
          case ChaosWeather.Slow(int millis) -> Thread.sleep(millis);
          case ChaosWeather.LosingAnswers(boolean reset) when answers -> {
            lose(pair, reset);
            return;
          }
          case ChaosWeather.Refusing() -> {
            pair.close(true);
            pairs.remove(pair);
            return;
          }
          case ChaosWeather.Clear(), ChaosWeather.Silent(), ChaosWeather.LosingAnswers _ -> {}
        }
        to.getOutputStream().write(piece, 0, count);
      }
      to.shutdownOutput();
      if (from.isOutputShutdown()) {
        // The other direction has ended before.
        pair.close(false);
        pairs.remove(pair);
      }
    } catch (IOException broken) {
      pair.close(true);
      pairs.remove(pair);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void lose(Pair pair, boolean reset) throws IOException {
    if (reset) {
      closed(pair.server, true);
    } else {
      pair.server.shutdownOutput();
    }
    closed(pair.receiver, false);
  }

  private synchronized ChaosWeather weather() {
    return weather;
  }

  /** The weather, once it lets something pass. */
  private synchronized ChaosWeather passable() throws InterruptedException {
    while (weather instanceof ChaosWeather.Silent && !closing) {
      wait();
    }
    return weather;
  }

  private static void closed(Socket socket, boolean reset) {
    try {
      if (reset && !socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException gone) {
      // It is closed either way.
    }
  }

  @Override
  public void close() throws IOException {
    closing = true;
    listener.close();
    change(new ChaosWeather.Clear());
    pairs.forEach(pair -> pair.close(true));
  }
}
