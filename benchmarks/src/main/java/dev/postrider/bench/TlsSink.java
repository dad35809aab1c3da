package dev.postrider.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** The sink behind TLS (BoringSSL), on one thread; counts handshakes. */
final class TlsSink implements Receivers {
  private static final int BACKLOG = 4_096;
  private static final Duration STOP = Duration.ofSeconds(5);

  /** What becomes of connections. */
  enum Connections {
    /** They last as long as the other side wants. */
    KEPT,
    /** Each ends with its first answer, and the next one has a whole handshake. */
    NEW,
    /** Each ends with its first answer, and the next one may resume its session (tickets). */
    RESUMED;

    Sink.Manner manner() {
      return this == KEPT ? Sink.Manner.ANSWERS : Sink.Manner.CLOSES;
    }
  }

  private final EventLoopGroup loop;
  private final Thread thread;
  private final SslContext tls;
  private final SinkAnswers receiver;
  private final int port;
  private final HttpHead head = new HttpHead();
  private final AtomicLong faults = new AtomicLong();
  // BoringSSL counts none itself.
  private final AtomicLong handshakes = new AtomicLong();
  private final AtomicLong resumed = new AtomicLong();

  /** Handshakes that ended well, and those of them that resumed a session. */
  record Handshakes(long all, long resumed) {
    Handshakes since(Handshakes earlier) {
      return new Handshakes(all - earlier.all, resumed - earlier.resumed);
    }
  }

  private TlsSink(
      EventLoopGroup loop, Thread thread, SslContext tls, SinkAnswers receiver, int port) {
    this.loop = loop;
    this.thread = thread;
    this.tls = tls;
    this.receiver = receiver;
    this.port = port;
  }

  /** Listens on so many ports in a row, on every local address. */
  static TlsSink open(
      int ports, SinkAnswers receiver, TlsCertificate certificate, Connections connections)
      throws IOException, InterruptedException {
    Thread[] started = new Thread[1];
    EventLoopGroup loop =
        new MultiThreadIoEventLoopGroup(
            1,
            task -> {
              started[0] = Thread.ofPlatform().name("tls-sink").daemon().unstarted(task);
              return started[0];
            },
            NioIoHandler.newFactory());
    // The thread is made with its first task.
    loop.submit(() -> {}).sync();
    int port = Installation.freePorts(ports);
    TlsSink sink = new TlsSink(loop, started[0], context(certificate), receiver, port);
    ServerBootstrap server =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(sink.handler(channel.alloc(), connections));
                    channel.pipeline().addLast(sink.new Connection(connections.manner()));
                  }
                });
    try {
      for (int i = 0; i < ports; i++) {
        server.bind(port + i).sync();
      }
    } catch (InterruptedException | RuntimeException e) {
      sink.close();
      throw e;
    }
    return sink;
  }

  /** BoringSSL gives tickets unless it is told not to. */
  private SslHandler handler(ByteBufAllocator buffers, Connections connections) {
    SslHandler handler = tls.newHandler(buffers);
    if (connections != Connections.RESUMED
        && handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
      SSL.setOptions(engine.sslPointer(), SSL.SSL_OP_NO_TICKET);
    }
    return handler;
  }

  private static SslContext context(TlsCertificate certificate) throws IOException {
    try (InputStream store = Files.newInputStream(certificate.store())) {
      char[] password = TlsCertificate.PASSWORD.toCharArray();
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(store, password);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keys, password);
      return SslContextBuilder.forServer(factory)
          .sslProvider(SslProvider.OPENSSL)
          .protocols("TLSv1.3", "TLSv1.2")
          .build();
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate cannot be used: " + e.getMessage(), e);
    }
  }

  Handshakes handshakes() {
    return new Handshakes(handshakes.get(), resumed.get());
  }

  @Override
  public int port() {
    return port;
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

  @Override
  public void close() {
    var _ =
        loop.shutdownGracefully(0, STOP.toSeconds(), TimeUnit.SECONDS)
            .awaitUninterruptibly(STOP.toMillis());
  }

  /** One connection: the plain text of it is that of any sink. */
  private final class Connection extends ChannelInboundHandlerAdapter {
    private final Sink.Manner manner;
    private @Nullable SinkConnection connection;
    private ByteBuf arrived = Unpooled.EMPTY_BUFFER;

    Connection(Sink.Manner manner) {
      this.manner = manner;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      connection = new SinkConnection(new Plain(context), head, receiver, manner);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
      ByteBuf bytes = (ByteBuf) message;
      arrived = bytes;
      try {
        while (bytes.isReadable() && connection != null) {
          if (!connection.read()) {
            connection = null;
            var _ =
                context
                    .writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(ChannelFutureListener.CLOSE);
          }
        }
      } finally {
        arrived = Unpooled.EMPTY_BUFFER;
        bytes.release();
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
        handshakes.incrementAndGet();
        SslHandler handler = context.pipeline().get(SslHandler.class);
        if (handler.engine() instanceof ReferenceCountedOpenSslEngine engine
            && SSL.isSessionReused(engine.sslPointer())) {
          resumed.incrementAndGet();
        }
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // Failure policy: as in the sink without TLS.
      faults.incrementAndGet();
      var _ = context.close();
    }

    /** What the connection reads and writes. */
    private final class Plain implements ByteChannel {
      private final ChannelHandlerContext context;

      Plain(ChannelHandlerContext context) {
        this.context = context;
      }

      @Override
      public int read(ByteBuffer to) {
        int count = Math.min(to.remaining(), arrived.readableBytes());
        int limit = to.limit();
        arrived.readBytes(to.limit(to.position() + count));
        to.limit(limit);
        return count;
      }

      @Override
      public int write(ByteBuffer from) {
        int count = from.remaining();
        ByteBuf out = context.alloc().buffer(count).writeBytes(from);
        var _ = context.writeAndFlush(out);
        return count;
      }

      @Override
      public boolean isOpen() {
        return context.channel().isOpen();
      }

      @Override
      public void close() {
        var _ = context.close();
      }
    }
  }
}
