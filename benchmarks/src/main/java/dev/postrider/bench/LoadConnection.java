package dev.postrider.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One kept connection of the generator, with at most one message in flight. For the generator's
 * thread.
 */
final class LoadConnection {
  private static final int LARGEST_ANSWER = 16 * 1024;

  private final int place;
  private final HttpHead head = new HttpHead();
  private final ByteBuffer in = ByteBuffer.allocateDirect(LARGEST_ANSWER);
  private ByteBuffer out = ByteBuffer.allocateDirect(LARGEST_ANSWER);
  private SelectionKey key;
  private int track;
  private int number;
  private long intended;
  private long sent;
  private boolean busy;

  /**
   * @param place its number among the connections of the generator
   */
  LoadConnection(int place, InetSocketAddress server, Selector selector) throws IOException {
    this.place = place;
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

  void send(Template template, int track, int number, long intended) throws IOException {
    this.track = track;
    this.number = number;
    this.intended = intended;
    busy = true;
    sent++;
    if (out.capacity() < template.length()) {
      out = ByteBuffer.allocateDirect(template.length());
    }
    template.fill(out, track, number, intended);
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

  /** Reads what has come; the status once the answer is complete, 0 before. */
  int read() throws IOException {
    if (channel().read(in) < 0) {
      throw new IOException("the server closed the connection");
    }
    if (head.parse(in, in.position()) && in.position() >= head.total()) {
      int status = HttpHead.status(in);
      in.clear();
      return status;
    }
    if (!in.hasRemaining()) {
      throw new IOException("an answer of more than " + LARGEST_ANSWER + " bytes");
    }
    return 0;
  }

  /** Takes note that the message in flight is settled, one way or the other. */
  void settled() {
    busy = false;
  }

  boolean busy() {
    return busy;
  }

  int place() {
    return place;
  }

  /** Messages sent so far. */
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
