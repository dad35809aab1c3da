package dev.postrider.api;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A connection of HTTP/2, frame by frame. */
final class RawHttp2 implements Closeable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int GOAWAY = 7;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** A frame that came. */
  record Frame(int type, int flags, int stream, ByteBuffer payload) {
    int number(int at) {
      return payload.getInt(at);
    }

    String text() {
      return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
    }
  }

  private final SSLSocket socket;
  private final DataOutputStream out;
  private final DataInputStream in;

  /** Connects, and says nothing yet. */
  RawHttp2(SSLContext client, int port) throws IOException {
    socket =
        (SSLSocket) client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    if (!socket.getApplicationProtocol().equals("h2")) {
      throw new IOException("no HTTP/2, but " + socket.getApplicationProtocol());
    }
    out = new DataOutputStream(socket.getOutputStream());
    in = new DataInputStream(socket.getInputStream());
  }

  RawHttp2 greet() throws IOException {
    out.write(PREFACE);
    return send(SETTINGS, 0, 0, new byte[0]);
  }

  RawHttp2 raw(byte[] bytes) throws IOException {
    out.write(bytes);
    return this;
  }

  RawHttp2 send(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    DataOutputStream to = new DataOutputStream(frame);
    to.writeByte(payload.length >> 16);
    to.writeShort(payload.length);
    to.writeByte(type);
    to.writeByte(flags);
    to.writeInt(stream);
    to.write(payload);
    out.write(frame.toByteArray());
    return this;
  }

  /** The next frame of this type; fails at the end of the connection. */
  Frame next(int type) throws IOException {
    while (true) {
      Frame frame = frame();
      if (frame.type == type) {
        return frame;
      }
    }
  }

  private Frame frame() throws IOException {
    int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    return new Frame(type, flags, stream, ByteBuffer.wrap(in.readNBytes(length)));
  }

  /** True when the other side ends the connection, after whatever it still says. */
  boolean ended() {
    try {
      while (true) {
        frame();
      }
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException end) {
      return true;
    }
  }

  /**
   * A POST to a path, and more names and values, uncompressed, as HPACK has them. What has a number
   * in its table is said by it, as the web server demands of method and scheme.
   */
  static byte[] post(String path, String... headers) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0x83);
    block.write(0x87);
    block.write(0x01);
    text(block, "localhost");
    block.write(0x04);
    text(block, path);
    for (int i = 0; i < headers.length; i += 2) {
      block.write(0);
      text(block, headers[i]);
      text(block, headers[i + 1]);
    }
    return block.toByteArray();
  }

  private static void text(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length < 127) {
      block.write(bytes.length);
    } else {
      block.write(127);
      int rest = bytes.length - 127;
      while (rest >= 128) {
        block.write(rest % 128 + 128);
        rest /= 128;
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
