package dev.postrider.server.cost;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A way to PostgreSQL on which every statement is counted as it passes, whoever sends it and
 * through whichever part of the driver.
 */
final class Statements implements AutoCloseable {
  private static final int LONGEST_TEXT = 70;

  private final ServerSocket server;
  private final int postgres;
  private final Map<String, Long> counts = new HashMap<>();

  /** Leads to the PostgreSQL at this port of this machine. */
  Statements(int postgres) throws IOException {
    this.postgres = postgres;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("statements").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** How often each was executed so far, by its first words. */
  synchronized Map<String, Long> counted() {
    return new TreeMap<>(counts);
  }

  private synchronized void count(String sql) {
    String words = sql.strip().replaceAll("\\s+", " ");
    counts.merge(words.substring(0, Math.min(words.length(), LONGEST_TEXT)), 1L, Long::sum);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket database = new Socket(InetAddress.getLoopbackAddress(), postgres);
        client.setTcpNoDelay(true);
        database.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> there(client, database));
        Thread.ofVirtual().start(() -> back(database, client));
      }
    } catch (IOException closed) {
      // The end of the test.
    }
  }

  /** Hands frame after frame on; without SSL the first is the only one that has no type. */
  private void there(Socket client, Socket database) {
    var passing = new Passing();
    try (client;
        database;
        var in = new DataInputStream(new BufferedInputStream(client.getInputStream(), 1 << 16));
        var out =
            new DataOutputStream(new BufferedOutputStream(database.getOutputStream(), 1 << 16))) {
      handOn(in, out);
      while (true) {
        if (in.available() == 0) {
          out.flush();
        }
        int type = in.read();
        if (type < 0) {
          return;
        }
        out.write(type);
        passing.frame(type, handOn(in, out));
      }
    } catch (IOException gone) {
      // One of the two has closed the connection, and now both have.
    }
  }

  private static byte[] handOn(DataInputStream in, DataOutputStream out) throws IOException {
    int length = in.readInt();
    byte[] body = in.readNBytes(length - Integer.BYTES);
    out.writeInt(length);
    out.write(body);
    return body;
  }

  private static void back(Socket database, Socket client) {
    try (database;
        client) {
      database.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException gone) {
      // As above.
    }
  }

  /** What is known of one connection. */
  private final class Passing {
    private final Map<String, String> prepared = new HashMap<>();
    private String bound = "";

    void frame(int type, byte[] body) {
      switch (type) {
        case 'Q' -> count(text(body, 0));
        case 'P' -> prepared.put(text(body, 0), text(body, end(body, 0)));
        case 'B' -> bound = prepared.getOrDefault(text(body, end(body, 0)), "");
        case 'E' -> count(bound);
        default -> {
          // Rows of a COPY, and what belongs to the statements above.
        }
      }
    }

    private static String text(byte[] body, int from) {
      return new String(body, from, end(body, from) - 1 - from, UTF_8);
    }

    /** Where the text from here on has ended, its zero included. */
    private static int end(byte[] body, int from) {
      int at = from;
      while (body[at] != 0) {
        at++;
      }
      return at + 1;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
