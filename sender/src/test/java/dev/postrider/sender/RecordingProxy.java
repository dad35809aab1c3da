package dev.postrider.sender;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on a real socket of 127.0.0.1 that speaks {@code CONNECT} or SOCKS5 by the first byte,
 * writes down what it is asked for, and connects everything to one port of this machine.
 */
final class RecordingProxy implements AutoCloseable {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  private final ServerSocket server;
  private final int target;
  private final List<String> asked = new ArrayList<>();
  private final List<String> heads = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final ConcurrentHashMap<Socket, Boolean> sockets = new ConcurrentHashMap<>();
  private volatile @Nullable String login;
  private volatile Function<String, String> answer = _ -> "200 Established";
  private volatile boolean silent;

  private RecordingProxy(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  static RecordingProxy to(int target) throws IOException {
    RecordingProxy proxy = new RecordingProxy(new ServerSocket(0, 50, HERE), target);
    Thread.ofVirtual().name("proxy").start(proxy::accept);
    return proxy;
  }

  /** From now on it wants this user and password, {@code user:password}. */
  void login(String wanted) {
    login = wanted;
  }

  /**
   * From now on each place that it is asked for is answered so, in the words of {@code CONNECT}.
   */
  void answer(Function<String, String> answers) {
    answer = answers;
  }

  /** From now on it takes connections and says nothing. */
  void silent() {
    silent = true;
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  /** The places that it was asked for, in order: host and port as they were written. */
  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /** The heads of the {@code CONNECT} requests. */
  synchronized List<String> heads() {
    return List.copyOf(heads);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets.keySet()) {
      socket.close();
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = server.accept();
        sockets.put(socket, true);
        connections.incrementAndGet();
        Thread.ofVirtual().name("proxied").start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int first = in.readUnsignedByte();
      if (silent) {
        in.readAllBytes();
      } else if (first == 5 ? socks(in, socket.getOutputStream()) : connect(first, in, socket)) {
        pump(socket);
      }
    } catch (IOException | UncheckedIOException _) {
      // One of both ends has gone.
    }
  }

  private boolean connect(int first, InputStream in, Socket socket) throws IOException {
    StringBuilder head = new StringBuilder().append((char) first);
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      head.append((char) next);
    }
    String place = head.toString().split(" ", -1)[1];
    synchronized (this) {
      heads.add(head.toString());
      asked.add(place);
    }
    String wanted = login;
    boolean known =
        wanted == null
            || head.indexOf(
                    "roxy-authorization: Basic "
                        + java.util.Base64.getEncoder()
                            .encodeToString(wanted.getBytes(StandardCharsets.UTF_8)))
                > 0;
    String said = known ? answer.apply(place) : "407 Who are you";
    socket
        .getOutputStream()
        .write(("HTTP/1.1 " + said + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    return said.startsWith("200");
  }

  private boolean socks(DataInputStream in, OutputStream out) throws IOException {
    byte[] methods = in.readNBytes(in.readUnsignedByte());
    String wanted = login;
    byte method = (byte) (wanted == null ? 0 : 2);
    if (new String(methods, StandardCharsets.ISO_8859_1).indexOf((char) method) < 0) {
      out.write(new byte[] {5, (byte) 0xff});
      return false;
    }
    out.write(new byte[] {5, method});
    if (wanted != null) {
      in.readUnsignedByte();
      String user = text(in);
      boolean known = wanted.equals(user + ":" + text(in));
      out.write(new byte[] {1, (byte) (known ? 0 : 1)});
      if (!known) {
        return false;
      }
    }
    in.readNBytes(3);
    String host =
        switch (in.readUnsignedByte()) {
          case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
          case 4 -> "[" + InetAddress.getByAddress(in.readNBytes(16)).getHostAddress() + "]";
          default -> "the name " + text(in);
        };
    String place = host + ":" + in.readUnsignedShort();
    synchronized (this) {
      asked.add(place);
    }
    boolean through = answer.apply(place).startsWith("200");
    out.write(new byte[] {5, (byte) (through ? 0 : 2), 0, 1, 0, 0, 0, 0, 0, 0});
    return through;
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
  }

  private void pump(Socket client) throws IOException {
    try (Socket far = new Socket(HERE, target)) {
      sockets.put(far, true);
      Thread.ofVirtual().name("proxied-back").start(() -> copy(far, client));
      copy(client, far);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.close();
    } catch (IOException _) {
      // One of both ends has gone.
    }
  }
}
