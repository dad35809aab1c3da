package dev.postrider.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One kept connection of the generator, with at most one request in flight. For the generator's
 * thread.
 */
final class LoadConnection {
  /** In place of a status when the connection broke before the answer was there. */
  static final int UNANSWERED = -1;

  private static final int LARGEST_ANSWER = 16 * 1024;

  /** What is answered about one message of a batch takes less. */
  private static final int LARGEST_PART = 512;

  private static final byte[] STATUS = "\"status\":".getBytes(StandardCharsets.US_ASCII);

  private final int place;
  private final HttpHead head = new HttpHead();
  private final ByteBuffer in;
  private final int[] statuses;
  private ByteBuffer out = ByteBuffer.allocateDirect(LARGEST_ANSWER);
  private SelectionKey key;
  private int track;
  private int number;
  private long intended;
  private long sent;
  private boolean busy;

  /**
   * @param place its number among the connections of the generator
   * @param batch how many messages a request has
   */
  LoadConnection(int place, int batch, InetSocketAddress server, Selector selector)
      throws IOException {
    this.place = place;
    this.in = ByteBuffer.allocateDirect(LARGEST_ANSWER + (batch - 1) * LARGEST_PART);
    this.statuses = new int[batch];
    this.key = connect(server, selector);
  }

  /** Connects again after the old connection broke. */
  void reconnect(InetSocketAddress server) throws IOException {
    Selector selector = key.selector();
    close();
    in.clear();
    key = connect(server, selector);
  }

  void close() throws IOException {
    key.cancel();
    key.channel().close();
  }

  void send(Request request, int track, int number, long intended) throws IOException {
    this.track = track;
    this.number = number;
    this.intended = intended;
    busy = true;
    sent++;
    if (out.capacity() < request.length()) {
      out = ByteBuffer.allocateDirect(request.length());
    }
    request.fill(out, track, number, intended);
    write();
  }

  /** Writes what the socket takes, and asks to be called again when that is not all. */
  void write() throws IOException {
    channel().write(out);
    int interest = SelectionKey.OP_READ | (out.hasRemaining() ? SelectionKey.OP_WRITE : 0);
    if (key.interestOps() != interest) {
      key.interestOps(interest);
    }
  }

  /** Reads what has come; true once the answer is complete. */
  boolean read() throws IOException {
    if (channel().read(in) < 0) {
      throw new IOException("the server closed the connection");
    }
    if (head.parse(in, in.position()) && in.position() >= head.total()) {
      int status = HttpHead.status(in);
      Arrays.fill(statuses, status);
      if (statuses.length > 1 && status == 200) {
        readStatuses();
      }
      in.clear();
      return true;
    }
    if (!in.hasRemaining()) {
      throw new IOException("an answer of more than " + in.capacity() + " bytes");
    }
    return false;
  }

  /** The answer to a batch has a status for each of its messages, in order. */
  private void readStatuses() {
    int found = 0;
    for (int at = head.length(); at < head.total() && found < statuses.length; at++) {
      if (in.get(at) == STATUS[0] && isStatus(at)) {
        int digits = at + STATUS.length;
        statuses[found++] =
            (in.get(digits) - '0') * 100
                + (in.get(digits + 1) - '0') * 10
                + in.get(digits + 2)
                - '0';
      }
    }
  }

  private boolean isStatus(int at) {
    for (int i = 1; i < STATUS.length; i++) {
      if (in.get(at + i) != STATUS[i]) {
        return false;
      }
    }
    return true;
  }

  /** How the message in this place of the request was answered. */
  int status(int at) {
    return statuses[at];
  }

  /** True when the last answer said after how many seconds to come again. */
  boolean retryAfter() {
    return head.retryAfter();
  }

  /** The connection broke before the answer was there. */
  void unanswered() {
    Arrays.fill(statuses, UNANSWERED);
  }

  /** Takes note that the request in flight is settled, one way or the other. */
  void settled() {
    busy = false;
  }

  boolean busy() {
    return busy;
  }

  int place() {
    return place;
  }

  /** Requests sent so far. */
  long sent() {
    return sent;
  }

  int track() {
    return track;
  }

  int number() {
    return number;
  }

  long intended() {
    return intended;
  }

  private SocketChannel channel() {
    return (SocketChannel) key.channel();
  }

  private SelectionKey connect(InetSocketAddress server, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    return channel.register(selector, SelectionKey.OP_READ, this);
  }
}
