package dev.postrider.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The way back to the sender: an {@link Answer} writes on it whatever it likes. */
public final class Wire {
  private final Socket socket;
  private final OutputStream out;
  private final CountDownLatch closing;

  Wire(Socket socket, CountDownLatch closing) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.closing = closing;
  }

  public void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Sends the text as it is, one byte a character. */
  public void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Lets time pass between two bytes, which is what a slow receiver is made of; ends early when the
   * receiver closes.
   */
  public void pause(Duration length) throws InterruptedException, IOException {
    if (closing.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IOException("the receiver was closed");
    }
  }

  /** Says nothing until the sender or the receiver closes the connection. */
  public void hang() throws IOException {
    while (socket.getInputStream().read() >= 0) {
      // What comes is of no interest; that it ends is.
    }
  }

  public void close() throws IOException {
    socket.close();
  }
}
