package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Talks to an API byte by byte. */
abstract class OverRawSockets {
  static final String MESSAGE = "{\"eventType\":\"a\",\"payload\":{}}";

  final TestApi api = new TestApi();

  /** Where messages of an application are posted and listed. */
  String path;

  @BeforeEach
  void application() {
    path = "/api/v1/app/" + api.application() + "/msg";
  }

  @AfterEach
  void stop() {
    api.close();
  }

  final String head(String method, String headers) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        + api.token
        + "\r\n"
        + headers
        + "\r\n";
  }

  final Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.api.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Sends it all and returns everything that comes until the other side closes. */
  final String exchange(String text) {
    try (Socket socket = connect()) {
      try {
        socket.getOutputStream().write(bytes(text));
        socket.shutdownOutput();
      } catch (SocketException closedEarly) {
        // What was answered until then can still be read.
      }
      StringBuilder answer = new StringBuilder();
      InputStream in = socket.getInputStream();
      try {
        for (int b = in.read(); b >= 0; b = in.read()) {
          answer.append((char) b);
        }
      } catch (SocketException reset) {
        answer.append("");
      }
      return answer.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String readUntil(Socket socket, String end) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int b = socket.getInputStream().read();
      assertThat(b).as(read.toString()).isNotNegative();
      read.append((char) b);
    }
    return read.toString();
  }

  static boolean closed(Socket socket) {
    try {
      socket.setSoTimeout(50);
      while (socket.getInputStream().read() >= 0) {
        // An answer may come before the end.
      }
      return true;
    } catch (java.net.SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static void assertJson(String answer) {
    int body = answer.indexOf("\r\n\r\n") + 4;
    assertThat(answer).containsIgnoringCase("content-type: application/json");
    assertThat(answer.substring(body)).startsWith("{").contains("\"code\":");
  }
}
