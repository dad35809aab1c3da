package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What no well-behaved client would send. */
final class RawSocketTest extends OverRawSockets {
  private static final String PING =
      "GET /api/v1/health/ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  @Test
  void twoLengthsAreRefusedAndTheConnectionIsClosed() {
    String smuggled = "GET /api/v1/app HTTP/1.1\r\nHost: x\r\n\r\n";
    for (String lengths :
        new String[] {
          "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
          "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
          "Content-Length: 4\r\nContent-Length: 5\r\n",
          "Content-Length: -1\r\n",
          "Content-Length: +4\r\n",
          "Content-Length: 4x\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "Transfer-Encoding: identity\r\n",
          "Transfer-Encoding: chunked, chunked\r\n",
          "Transfer-Encoding: xchunked\r\n",
          "Transfer-Encoding:\r\n"
        }) {
      String answer = exchange(head("POST", lengths) + "0\r\n\r\n" + smuggled);
      assertThat(answer).as(lengths).matches("(?s)HTTP/1.1 (400|501|413) .*");
      assertThat(answer.split("HTTP/1.1 ", -1)).as(answer).hasSize(2);
      assertJson(answer);
    }
    assertThat(api.log.entries()).isEmpty();
  }

  @Test
  void nothingFollowsTheHeadersOfAnAnswerToHead() {
    StringBuilder requests = new StringBuilder();
    for (String at : List.of("health", "health/ping", "no-such-path", "app", "openapi.json")) {
      requests.append("HEAD /api/v1/" + at + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    String answers = exchange(requests + PING);
    List<String> each = List.of(answers.split("HTTP/1.1 ")).subList(1, 7);
    for (String head : each.subList(0, 5)) {
      assertThat(head).matches("(?s)(200|204|401|404) .*\r\n\r\n");
      assertThat(head.substring(head.indexOf("\r\n\r\n"))).hasSize(4);
    }
    assertThat(each.get(0)).contains("Content-Length: 76\r\n");
    for (String withBody : each.subList(2, 5)) {
      assertThat(withBody).containsPattern("Content-Length: [1-9]");
    }
    assertThat(each.getLast()).startsWith("204 ");
  }

  @Test
  void brokenRequestLinesAndHeadersAreAnsweredInJson() {
    for (String broken :
        new String[] {
          "NONSENSE\r\n\r\n",
          "\u0016\u0003\u0001\u0002\r\n",
          "G\u00c4T /api/v1/app HTTP/1.1\r\nHost: x\r\n\r\n",
          "G@T /api/v1/app HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /api/v1/app HTTP/1.0\r\n\r\n",
          "GET /api/v1/app HTTP/2.5\r\n\r\n",
          "GET /api/v1/app HTTP/1.1\nHost: x\n\n",
          "GET /api/v1/app HTTP/1.1\r\n\r\n",
          "GET /api/v1/app HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
          "GET /api/v1/app HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n",
          "GET /api/v1/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /api/v1/app HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
          "POST /api/v1/app HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
        }) {
      String answer = exchange(broken);
      assertThat(answer).as(broken).matches("(?s)HTTP/1.1 (4..|505) .*");
      assertJson(answer);
    }
  }

  @Test
  void queriesMayHaveBracketsAsTheyAreAndNothingElseThatIsToBeEncoded() {
    assertThat(api.post(path.substring("/api/v1".length()), MESSAGE).status()).isEqualTo(202);
    assertThat(exchange(list("event_types[]=a&event_types[1]=b")))
        .startsWith("HTTP/1.1 200")
        .contains("\"eventType\":\"a\"");
    assertThat(exchange(list("event_types[]=b")))
        .startsWith("HTTP/1.1 200")
        .contains("\"data\":[]");
    for (String broken : new String[] {"a=%zz", "a=%", "%5=a", "a=|", "a=\"", "a=\u00fc", "a={}"}) {
      String answer = exchange(list(broken));
      assertThat(answer).as(broken).startsWith("HTTP/1.1 400");
      assertJson(answer);
    }
  }

  private String list(String query) {
    return head("GET", "").replace(path, path + "?" + query);
  }

  @Test
  void chunksAreOneBody() {
    String plain =
        "5\r\n{\"eve\r\n"
            + Integer.toHexString(MESSAGE.length() - 5)
            + "\r\n"
            + MESSAGE.substring(5)
            + "\r\n0\r\n\r\n";
    assertThat(exchange(head("POST", "Transfer-Encoding: chunked\r\n") + plain))
        .startsWith("HTTP/1.1 202");
    assertThat(api.log.entries()).hasSize(1);
  }

  @Test
  void brokenChunksAreRefused() {
    for (String chunks :
        new String[] {
          "x\r\n0\r\n\r\n",
          "2;a=b\r\n{}\r\n0\r\n\r\n",
          "-1\r\n{}\r\n",
          "fffffffffff\r\n{}",
          "2\r\n{}\r\n0\r\nX\r\n\r\n",
          "7fffffff\r\n{}"
        }) {
      String answer = exchange(head("POST", "Transfer-Encoding: chunked\r\n") + chunks);
      assertThat(answer).as(chunks).matches("(?s)HTTP/1.1 4.. .*");
      assertThat(answer.split("HTTP/1.1 ", -1)).as(answer).hasSize(2);
      assertJson(answer);
    }
    assertThat(api.log.entries()).isEmpty();
  }

  @Test
  void aBodyWithoutEndIsCutAtTheLimit() throws IOException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes(head("POST", "Transfer-Encoding: chunked\r\n")));
      byte[] chunk = bytes("400\r\n" + "x".repeat(1024) + "\r\n");
      int sent = 0;
      try {
        while (sent < 100_000) {
          out.write(chunk);
          sent++;
        }
      } catch (SocketException closed) {
        assertThat(sent).isLessThan(50_000);
      }
      assertThat(sent).isLessThan(100_000);
    }
    String body = "x".repeat(65 * 1024);
    String answer =
        exchange(
            head("POST", "Transfer-Encoding: chunked\r\n")
                + Integer.toHexString(body.length())
                + "\r\n"
                + body
                + "\r\n0\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 413");
    assertJson(answer);
    assertThat(exchange(head("POST", "Content-Length: 99999999\r\n"))).startsWith("HTTP/1.1 413");
  }

  @Test
  void anAnswerWithoutReadingLeavesTheConnectionInStep() {
    String smuggled = "GET /api/v1/app HTTP/1.1\r\nHost: x\r\n\r\n";
    String unknown =
        "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: "
            + smuggled.length()
            + "\r\n\r\n"
            + smuggled;
    String answer =
        exchange(
            unknown + "GET /api/v1/health/ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 404").contains("HTTP/1.1 204");
    assertThat(answer.split("HTTP/1.1 ", -1)).as(answer).hasSize(3);
  }

  @Test
  void oneConnectionCarriesManyRequests() {
    String one = head("POST", "Content-Length: " + MESSAGE.length() + "\r\n") + MESSAGE;
    String answer =
        exchange(one.repeat(3) + "GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer.split("HTTP/1.1 202", -1)).hasSize(4);
    assertThat(answer).contains("beside");
  }

  @Test
  void expectContinueIsAnsweredAndRefusedBodiesAreNotAskedFor() throws IOException {
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(
              bytes(
                  head(
                      "POST",
                      "Expect: 100-continue\r\nContent-Length: " + MESSAGE.length() + "\r\n")));
      assertThat(readUntil(socket, "\r\n\r\n")).startsWith("HTTP/1.1 100");
      socket.getOutputStream().write(bytes(MESSAGE));
      assertThat(readUntil(socket, "\r\n\r\n")).startsWith("HTTP/1.1 202");
    }
    String refused =
        exchange(
            "POST /api/v1/app HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n");
    assertThat(refused).startsWith("HTTP/1.1 401").doesNotContain("100 Continue");
  }

  @Test
  void bodiesShareABoundAndGiveTheirPartBack() throws IOException {
    String whole = head("POST", "Content-Length: " + MESSAGE.length() + "\r\n") + MESSAGE;
    int longest = TestApi.CONFIG.bodyLimit();
    int many = (int) (TestApi.CONFIG.bodiesBytes() / longest);
    List<Socket> slow = new ArrayList<>();
    try {
      // The server asks for a body once it has room for it.
      String asking = head("POST", "Expect: 100-continue\r\nContent-Length: " + longest + "\r\n");
      for (int i = 0; i < many; i++) {
        Socket socket = connect();
        slow.add(socket);
        socket.getOutputStream().write(bytes(asking));
        assertThat(readUntil(socket, "\r\n\r\n")).startsWith("HTTP/1.1 100");
      }
      assertThat(exchange(asking)).startsWith("HTTP/1.1 503").doesNotContain("100 Continue");
      for (String refused : new String[] {whole, chunked(MESSAGE)}) {
        String answer = exchange(refused);
        assertThat(answer).startsWith("HTTP/1.1 503").contains("Retry-After: 1");
        assertJson(answer);
      }
      assertThat(exchange(whole + PING))
          .as("the connection goes on after the 503")
          .startsWith("HTTP/1.1 503")
          .contains("HTTP/1.1 204");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    Awaitility.await().until(() -> exchange(whole).startsWith("HTTP/1.1 202"));
    assertThat(api.log.entries()).hasSize(1);
    for (int i = 0; i < 3 * many; i++) {
      assertThat(exchange(chunked("x".repeat(longest))))
          .as("request %d", i)
          .startsWith("HTTP/1.1 422");
    }
  }

  @Test
  void aBodyThatGrowsOverTheBoundIsRefusedAndTheNextRequestIsNot() throws IOException {
    ApiConfig c = TestApi.CONFIG;
    int longest = c.bodyLimit();
    String asking = head("POST", "Expect: 100-continue\r\nContent-Length: " + longest / 2 + "\r\n");
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 2 * c.bodiesBytes() / longest - 1; i++) {
        Socket socket = connect();
        slow.add(socket);
        socket.getOutputStream().write(bytes(asking));
        assertThat(readUntil(socket, "\r\n\r\n")).startsWith("HTTP/1.1 100");
      }
      String answer = exchange(chunked("x".repeat(longest)) + PING);
      assertThat(answer).startsWith("HTTP/1.1 503").contains("Retry-After: 1");
      assertThat(answer).contains("HTTP/1.1 204");
      assertThat(answer.split("HTTP/1.1 ", -1)).as(answer).hasSize(3);
      assertThat(exchange(chunked(MESSAGE))).startsWith("HTTP/1.1 202");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private String chunked(String body) {
    return head("POST", "Transfer-Encoding: chunked\r\n")
        + Integer.toHexString(body.length())
        + "\r\n"
        + body
        + "\r\n0\r\n\r\n";
  }
}
