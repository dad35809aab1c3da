package dev.postrider.sender;

import com.sun.management.OperatingSystemMXBean;
import dev.postrider.attempt.Outcome.Answered;
import dev.postrider.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Prints what one attempt costs this process: 1 KiB of JSON, signed and posted over kept
 * connections to a sink in a process of its own. Not a test; run its main with the rounds and the
 * senders at once, 5 and 64 when not given.
 */
final class CpuPerAttempt {
  private static final int ATTEMPTS = 200_000;

  private CpuPerAttempt() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("sink")) {
      sink();
      return;
    }
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    int senders = args.length > 1 ? Integer.parseInt(args[1]) : 64;
    Process sink =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CpuPerAttempt.class.getName(),
                "sink")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String port = sink.inputReader(StandardCharsets.US_ASCII).readLine();
      try (Rig rig = new Rig("http://127.0.0.1:" + port + "/hook")) {
        Message message = Rig.message("{\"a\":\"" + "x".repeat(1_016) + "\"}");
        for (int round = 1; round <= rounds; round++) {
          round(rig, message, senders);
        }
      }
    } finally {
      sink.destroy();
    }
  }

  private static void round(Rig rig, Message message, int senders) throws InterruptedException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    AtomicInteger left = new AtomicInteger(ATTEMPTS);
    AtomicInteger answered = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(senders);
    long cpu = system.getProcessCpuTime();
    long wall = System.nanoTime();
    for (int i = 0; i < senders; i++) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              while (left.getAndDecrement() > 0) {
                if (rig.send(message).outcome() instanceof Answered) {
                  answered.incrementAndGet();
                }
              }
            } catch (InterruptedException _) {
              // Ends the round early.
            } finally {
              done.countDown();
            }
          });
    }
    done.await();
    double seconds = (System.nanoTime() - wall) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%d answered, %.0f a second, %.1f us CPU per attempt%n",
        answered.get(),
        answered.get() / seconds,
        (system.getProcessCpuTime() - cpu) / 1e3 / ATTEMPTS);
  }

  private static void sink() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1024, InetAddress.ofLiteral("127.0.0.1"))) {
      System.out.println(server.getLocalPort());
      System.out.flush();
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> swallow(socket));
      }
    }
  }

  /**
   * Every request has the same length and comes whole or in order, so counting bytes after the
   * first is enough.
   */
  private static void swallow(Socket socket) {
    byte[] answer =
        "HTTP/1.1 204 No Content\r\nServer: sink\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] buffer = new byte[16_384];
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      int have = 0;
      for (int read = in.read(buffer);
          read > 0;
          read = in.read(buffer, have, buffer.length - have)) {
        have += read;
        int end = endOfHead(buffer, have);
        if (end > 0 && have >= end + length(buffer, end)) {
          out.write(answer);
          have = 0;
        }
      }
    } catch (IOException _) {
      // The sender has closed the connection.
    }
  }

  private static int endOfHead(byte[] buffer, int have) {
    for (int i = 3; i < have; i++) {
      if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int length(byte[] buffer, int end) {
    String head = new String(buffer, 0, end, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int at = head.indexOf("content-length:") + 15;
    return Integer.parseInt(head.substring(at, head.indexOf('\r', at)).strip());
  }
}
