package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** What a developer types, rightly and wrongly; that it listens is for ListenE2E to show. */
final class ListenCommandTest {
  private static final String KEPT =
      """
      {"time":"2026-01-02T03:04:05Z","method":"POST","target":"/hook?token=HUSH",\
      "headers":[["Authorization","Bearer HUSH"],["webhook-timestamp","1"]],"verified":true,"status":200}
      """;

  /** The command sets up the log of its process, which is that of the other tests here. */
  @AfterAll
  static void letTheOthersLogAsBefore() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
  }

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--prot 1                  | Unknown option: '--prot'",
        "--secret HUSH             | --secret is no option, because others on the machine can read a command line; give a file with --secret-file, or - for",
        "--password=HUSH           | --password is no option, because others",
        "HUSH                      | An argument was given that belongs to no option.",
        "--port 99999              | port must be a whole number from 0 to 65535, not \"99999\"",
        "--status 100              | status must be a whole number from 200 to 599, not \"100\"",
        "--delay 11m               | delay must be a duration from 0s to 10m",
        "--fail -1                 | fail must be a whole number",
        "--count 0                 | count must be a whole number from 1",
        "--count 2 --once          | --once is --count 1; give one of the two.",
        "--path hook               | --path must begin with / and have no query",
        "--path /hook?a            | --path must begin with / and have no query",
        "--user me                 | --user and --password-file belong together",
        "--password-file x         | --user and --password-file belong together",
        "--secret-file FOLDER/none | There is no file",
        "--secret-file FOLDER/empty | There is nothing in",
        "--secret-file FOLDER/bad  | It cannot be verified by that: a secret is no base64.",
        "--secret-file FOLDER/own  | It cannot be verified by that: a secret that begins with whsk_ is the sender's own",
        "--user a:b --password-file FOLDER/bad | It cannot be verified by that: the user: not empty, and without a colon.",
        "--user a --password-file FOLDER/bad --secret-file FOLDER/bad | give --secret-file or --user, not both",
        "--host 192.0.2.1          | host must be an address of this machine, not \"192.0.2.1\"",
        "replay --to http://localhost/ | Say which webhook: its number, or --last.",
        "replay 1 --last --to http://localhost/ | Say which webhook: its number, or --last.",
        "replay 1                  | Missing required option: '--to=URL'",
        "replay 1 --to localhost   | --to must be an http or https URL",
        "replay 1 --to http://localhost/ | There is no webhook in FOLDER/store yet",
        "replay --last --to http://localhost/ | There is no webhook in FOLDER/store yet",
      })
  void aMistakeIsAnsweredWithWhatToDo(String arguments, String told) throws Exception {
    Files.writeString(folder.resolve("bad"), "whsec_HUSH!\n");
    Files.writeString(folder.resolve("own"), "whsk_HUSH\n");
    Files.createFile(folder.resolve("empty"));
    assertThat(listen(arguments)).as(err.toString()).isEqualTo(2);
    assertThat(err.toString())
        .contains(told.replace("FOLDER", folder.toString()))
        .doesNotContain("HUSH", "\tat ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aPortThatIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(listen("--port " + taken.getLocalPort())).isEqualTo(1);
      assertThat(err.toString())
          .contains("Port " + taken.getLocalPort() + " of 127.0.0.1 is taken", "--port");
    }
  }

  @Test
  void aNumberThatIsNotThere() throws Exception {
    keep();
    assertThat(listen("replay 8 --to http://localhost/")).isEqualTo(2);
    assertThat(err.toString()).contains("There is no webhook 8 in", "./postrider listen list");
    assertThat(listen("replay seven --to http://localhost/")).isEqualTo(2);
    assertThat(err.toString()).contains("ID must be the number", "such as 7.");
  }

  @Test
  void nobodyAnswersTheReplay() throws Exception {
    keep();
    String url;
    try (Receiver gone = Receiver.start()) {
      url = gone.url();
    }
    assertThat(listen("replay 7 --to " + url)).isEqualTo(1);
    assertThat(err.toString()).contains("does not answer", "is your program running there?");
  }

  @Test
  void whatIsKeptIsListedAndSentAgain() throws Exception {
    keep();
    assertThat(listen("list")).as(err.toString()).isZero();
    assertThat(out.toString())
        .matches("(?s) +7  2026-01-0. .* 200  verified +2 B  POST /hook\\?token=\\*{4}\n");
    try (Receiver receiver = Receiver.start()) {
      receiver.answer(_ -> Answer.status(204));
      assertThat(listen("replay --last --to " + receiver.url())).as(err.toString()).isZero();
      assertThat(out.toString())
          .contains("Sending 7, POST /hook?token=**** with 2 bytes, to http://127.0.0.1:")
          .contains("It was signed ", "refuses what is older than 5 min.")
          .contains("← 204 in ");
      Received again = receiver.awaitCount(1, Duration.ofSeconds(20)).getFirst();
      assertThat(again.header("authorization")).contains("Bearer HUSH");
      assertThat(again.body().text()).isEqualTo("{}");
      receiver.answer(_ -> Answer.status(500, "text \u001b[2J"));
      assertThat(listen("replay 7 --to " + receiver.url())).isEqualTo(1);
      assertThat(out.toString())
          .contains("← 500 in ", "   text \\u001b[2J\n")
          .doesNotContain("HUSH", "\u001b");
    }
  }

  private void keep() throws Exception {
    Path store = Files.createDirectories(folder.resolve("store"));
    Files.writeString(store.resolve("7.json"), KEPT);
    Files.writeString(store.resolve("7.body"), "{}");
  }

  private int listen(String arguments) {
    List<String> all = new ArrayList<>(List.of("listen"));
    all.addAll(List.of(arguments.replace("FOLDER", folder.toString()).split(" +")));
    all.addAll(List.of("--store", folder.resolve("store").toString()));
    CommandLine line = Commands.line();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(String[]::new));
  }
}
