package dev.postrider.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Receives webhooks for next to nothing: one thread, one selector, no pipelining, no allocation per
 * message.
 *
 * <p>Closing it makes its port refuse connections.
 */
final class Sink implements Receivers {
  private static final int BACKLOG = 4_096;

  /** Whether requests are answered. */
  enum Manner {
    ANSWERS,
    /** Says with each answer that the connection ends, and ends it. */
    CLOSES,
    /** Takes connections and requests, and never says anything. */
    HANGS
  }

  private final Selector selector = Selector.open();
  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final SinkAnswers receiver;
  private final Manner manner;
  private final HttpHead head = new HttpHead();
  private final AtomicLong faults = new AtomicLong();
  private final Thread thread;
  private volatile boolean closing;

  private Sink(int port, SinkAnswers receiver, Manner manner) throws IOException {
    this.receiver = receiver;
    this.manner = manner;
    listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    listener.bind(new InetSocketAddress(port), BACKLOG);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    this.thread = Thread.ofPlatform().name("sink").daemon().unstarted(this::run);
  }

  /** Listens on the port, on every local address. */
  static Sink open(int port, SinkAnswers receiver, Manner manner) throws IOException {
    Sink sink = new Sink(port, receiver, manner);
    sink.thread.start();
    return sink;
  }

  @Override
  public int port() {
    return listener.socket().getLocalPort();
  }

  @Override
  public SinkAnswers receiver() {
    return receiver;
  }

  @Override
  public long faults() {
    return faults.get();
  }

  @Override
  public long threadId() {
    return thread.threadId();
  }

  private void run() {
    // Failure policy: a connection that breaks is closed and counted; the others go on, because the
    // counts of lost and
    // duplicated messages tell whether it mattered.
    try (selector;
        listener) {
      while (!closing) {
        selector.select(this::ready);
      }
      selector.keys().forEach(Sink::close);
    } catch (IOException e) {
      throw new UncheckedIOException("the sink's selector failed", e);
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else if (key.attachment() instanceof SinkConnection connection && !connection.read()) {
        key.channel().close();
      }
    } catch (IOException | IllegalArgumentException e) {
      faults.incrementAndGet();
      close(key);
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = listener.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.register(
          selector, SelectionKey.OP_READ, new SinkConnection(channel, head, receiver, manner));
    }
  }

  private static void close(SelectionKey key) {
    key.cancel();
    try {
      key.channel().close();
    } catch (IOException alreadyBroken) {
      // It is gone either way.
    }
  }

  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
