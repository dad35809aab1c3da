package dev.postrider.receiver.http;

import com.sun.net.httpserver.HttpServer;
import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.Sender;
import dev.postrider.receiver.Webhook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.concurrent.Executors;

/** A program that takes webhooks and writes their ids into a file, until it is killed. */
final class KilledReceiver {
  static final int HANDLERS = 8;

  private KilledReceiver() {}

  /**
   * Prints the port when it listens.
   *
   * @param arguments the directory of its files
   */
  public static void main(String... arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    FileChannel effects =
        FileChannel.open(
            directory.resolve("effects"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Inbox inbox =
        Inbox.builder(
                new Sender(InstantSource.system()).verifier(), webhook -> write(effects, webhook))
            .file(directory.resolve("webhooks.db"))
            .concurrency(HANDLERS)
            .open();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", new InboxHttpHandler(inbox));
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  /** One write of a short line is there or is not. */
  private static void write(FileChannel effects, Webhook webhook) throws IOException {
    effects.write(ByteBuffer.wrap((webhook.id() + "\n").getBytes(StandardCharsets.US_ASCII)));
  }
}
