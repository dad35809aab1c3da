package dev.postrider.api.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** A connection whose caller sends these bytes in pieces of one size, and goes. For one thread. */
final class InMemory implements ConnectionContext, HelidonSocket, DataWriter, PeerInfo {
  private final ListenerContext listener;
  private final Router router;
  private final DataReader reader = DataReader.create(this);
  private final byte[] sent;
  private final int piece;
  private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
  private int read;
  private int readBeforeAnswer = -1;

  InMemory(ListenerContext listener, Router router, byte[] sent, int piece) {
    this.listener = listener;
    this.router = router;
    this.sent = sent;
    this.piece = piece;
  }

  /** All that was answered. */
  byte[] answers() {
    return answers.toByteArray();
  }

  /** How much was read of what he sends before anything was answered. */
  int readBeforeAnswer() {
    return readBeforeAnswer < 0 ? read : readBeforeAnswer;
  }

  @Override
  public byte @Nullable [] get() {
    if (read == sent.length) {
      return null;
    }
    byte[] next = Arrays.copyOfRange(sent, read, Math.min(sent.length, read + piece));
    read += next.length;
    return next;
  }

  @Override
  public void write(BufferData buffer) {
    if (readBeforeAnswer < 0) {
      readBeforeAnswer = read;
    }
    answers.writeBytes(buffer.readBytes());
  }

  @Override
  public void write(BufferData... buffers) {
    for (BufferData buffer : buffers) {
      write(buffer);
    }
  }

  @Override
  public void writeNow(BufferData... buffers) {
    write(buffers);
  }

  @Override
  public void writeNow(BufferData buffer) {
    write(buffer);
  }

  @Override
  public ListenerContext listenerContext() {
    return listener;
  }

  @Override
  public ExecutorService executor() {
    return listener.executor();
  }

  @Override
  public DataWriter dataWriter() {
    return this;
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public Router router() {
    return router;
  }

  @Override
  public HelidonSocket serverSocket() {
    return this;
  }

  @Override
  public PeerInfo remotePeer() {
    return this;
  }

  @Override
  public PeerInfo localPeer() {
    return this;
  }

  @Override
  public boolean isSecure() {
    return false;
  }

  @Override
  public String socketId() {
    return "memory";
  }

  @Override
  public String childSocketId() {
    return "memory";
  }

  @Override
  public SocketAddress address() {
    return InetSocketAddress.createUnresolved("memory", 1);
  }

  @Override
  public String host() {
    return "memory";
  }

  @Override
  public int port() {
    return 1;
  }

  @Override
  public Optional<Principal> tlsPrincipal() {
    return Optional.empty();
  }

  @Override
  public Optional<Certificate[]> tlsCertificates() {
    return Optional.empty();
  }

  @Override
  public void close() {
    // There is nothing to let go.
  }

  @Override
  public void idle() {
    // Nothing comes of itself.
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  @Deprecated
  @SuppressWarnings("removal")
  public int read(BufferData buffer) {
    throw new UnsupportedOperationException("nobody reads so");
  }
}
