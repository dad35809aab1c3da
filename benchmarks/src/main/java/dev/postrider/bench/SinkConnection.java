package dev.postrider.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;

/** One connection of the sink. For the sink's thread. */
final class SinkConnection {
  private static final int FIRST_BUFFER = 8 * 1024;
  private static final int LARGEST_REQUEST = 4 * 1024 * 1024;
  private static final String KEPT = "";
  private static final String CLOSED = "Connection: close\r\n";
  private static final ByteBuffer SUCCESS = answer("200 OK", KEPT, "{\"ok\":true}");
  private static final ByteBuffer LAST_SUCCESS = answer("200 OK", CLOSED, "{\"ok\":true}");
  private static final ByteBuffer FAILURE =
      answer("500 Internal Server Error", KEPT, "{\"ok\":false}");

  private final ByteChannel channel;
  private final HttpHead head;
  private final SinkAnswers receiver;
  private final Sink.Manner manner;
  private final ByteBuffer success;
  private final ByteBuffer failure = FAILURE.duplicate();
  private ByteBuffer in = ByteBuffer.allocateDirect(FIRST_BUFFER);

  SinkConnection(ByteChannel channel, HttpHead head, SinkAnswers receiver, Sink.Manner manner) {
    this.channel = channel;
    this.head = head;
    this.receiver = receiver;
    this.manner = manner;
    this.success = (manner == Sink.Manner.CLOSES ? LAST_SUCCESS : SUCCESS).duplicate();
  }

  /**
   * Takes what has come and answers it; false when the connection is to be closed, because the
   * other side has closed it or because that is our manner.
   */
  boolean read() throws IOException {
    int count = channel.read(in);
    if (count < 0) {
      return false;
    }
    if (manner == Sink.Manner.HANGS) {
      in.clear();
      return true;
    }
    if (head.parse(in, in.position())) {
      if (in.position() >= head.total()) {
        answer();
        return manner != Sink.Manner.CLOSES;
      } else if (head.total() > in.capacity()) {
        grow(head.total());
      }
    } else if (!in.hasRemaining()) {
      throw new IOException("a head of more than " + in.capacity() + " bytes");
    }
    return true;
  }

  private void answer() throws IOException {
    int stamp = head.length() + Stamp.PREFIX.length();
    if (head.contentLength() < Stamp.PREFIX.length() + Stamp.LENGTH) {
      throw new IOException("a request without a stamp");
    }
    Conduct.Reply reply =
        receiver.take(
            Stamp.track(in, stamp),
            receiver.fansOut() ? HttpHead.hook(in) : 0,
            Stamp.number(in, stamp),
            Stamp.nanos(in, stamp),
            System.nanoTime());
    switch (reply) {
      case SUCCESS -> write(success);
      case FAILURE -> write(failure);
      case SILENCE -> {}
    }
    int rest = in.position() - head.total();
    if (rest > 0) {
      throw new IOException("a pipelined request");
    }
    in.clear();
  }

  private void write(ByteBuffer out) throws IOException {
    out.rewind();
    channel.write(out);
    if (out.hasRemaining()) {
      throw new IOException("the peer does not read its answers");
    }
  }

  private void grow(int needed) throws IOException {
    if (needed > LARGEST_REQUEST) {
      throw new IOException("a request of " + needed + " bytes");
    }
    ByteBuffer larger = ByteBuffer.allocateDirect(needed);
    in.flip();
    larger.put(in);
    in = larger;
  }

  private static ByteBuffer answer(String status, String header, String body) {
    String text =
        "HTTP/1.1 "
            + status
            + "\r\n"
            + header
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
