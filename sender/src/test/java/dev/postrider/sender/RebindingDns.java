package dev.postrider.sender;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A DNS server on a real UDP socket whose answer is another one with each lookup, and good for no
 * time. As long as it is open, the JDK asks it for every name below {@link #DOMAIN}.
 */
final class RebindingDns implements AutoCloseable {
  static final String DOMAIN = ".rebinding.example";

  private static final int A = 1;
  private static final int AAAA = 28;
  private static final int HEAD = 12;

  private final DatagramSocket socket;
  private final IntFunction<List<InetAddress>> answers;
  private final AtomicInteger lookups = new AtomicInteger();

  /** {@code answers} are given by the number of the lookup, from 0 on. */
  RebindingDns(IntFunction<List<InetAddress>> answers) throws IOException {
    this.socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
    this.answers = answers;
    Thread.ofVirtual().name("rebinding-dns").start(this::serve);
    ResolverOfTests.askAt(socket.getLocalPort());
  }

  /** How often somebody has looked a name up. */
  int lookups() {
    return lookups.get();
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    byte[] buffer = new byte[512];
    while (true) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        byte[] answer = answer(ByteBuffer.wrap(buffer, 0, packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException _) {
        return;
      }
    }
  }

  /** A lookup begins with the question for IPv4. */
  private byte[] answer(ByteBuffer query) {
    int end = HEAD;
    while (query.get(end) != 0) {
      end += query.get(end) + 1;
    }
    int type = query.getShort(end + 1);
    int number = type == A ? lookups.getAndIncrement() : lookups.get() - 1;
    int length = type == A ? 4 : 16;
    List<byte[]> found =
        answers.apply(number).stream()
            .map(InetAddress::getAddress)
            .filter(address -> address.length == length)
            .toList();
    ByteBuffer answer = ByteBuffer.allocate(512);
    answer.putShort(query.getShort(0)).putShort((short) 0x8180).putShort((short) 1);
    answer.putShort((short) found.size()).putInt(0);
    answer.put(query.slice(HEAD, end + 5 - HEAD));
    for (byte[] address : found) {
      answer.putShort((short) 0xc00c).putShort((short) type).putShort((short) 1);
      answer.putInt(0).putShort((short) length).put(address);
    }
    return Arrays.copyOf(answer.array(), answer.position());
  }

  /** Asks the server at this port for a name, as the system's resolver would. */
  static List<InetAddress> ask(int port, String host) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(10_000);
      socket.connect(InetAddress.ofLiteral("127.0.0.1"), port);
      List<InetAddress> found = new java.util.ArrayList<>(ask(socket, host, A));
      found.addAll(ask(socket, host, AAAA));
      return found;
    }
  }

  private static List<InetAddress> ask(DatagramSocket socket, String host, int type)
      throws IOException {
    ByteBuffer query = ByteBuffer.allocate(512);
    query.putShort((short) type).putShort((short) 0x100).putShort((short) 1);
    query.putInt(0).putShort((short) 0);
    for (String label : host.split("\\.", -1)) {
      query.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
    }
    query.put((byte) 0).putShort((short) type).putShort((short) 1);
    int end = query.position();
    socket.send(new DatagramPacket(query.array(), end));
    byte[] buffer = new byte[512];
    socket.receive(new DatagramPacket(buffer, buffer.length));
    ByteBuffer answer = ByteBuffer.wrap(buffer);
    List<InetAddress> found = new java.util.ArrayList<>();
    int at = end;
    for (int i = 0; i < answer.getShort(6); i++) {
      byte[] address = new byte[answer.getShort(at + 10)];
      answer.get(at + 12, address);
      found.add(InetAddress.getByAddress(host, address));
      at += 12 + address.length;
    }
    return found;
  }
}
