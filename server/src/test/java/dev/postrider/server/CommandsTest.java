package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is typed wrongly is told without what may be a secret. */
final class CommandsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve --prot HUSH        | Unknown option: '--prot'",
        "serve --prot=HUSH        | Unknown option: '--prot'",
        "serve HUSH               | An argument was given that belongs to no option.",
        "serve --jwt-secret HUSH  | give it in the variable POSTRIDER_JWT_SECRET, or as jwt.secret",
        "serve --jwt-secret=HUSH  | give it in the variable POSTRIDER_JWT_SECRET, or as jwt.secret",
        "serve --database-password HUSH | in the variable POSTRIDER_DATABASE_PASSWORD, or as database",
        "--jwt-secret HUSH serve  | give it in the variable POSTRIDER_JWT_SECRET, or as jwt.secret",
        "token --jwt-secret HUSH  | give it in the variable POSTRIDER_JWT_SECRET, or as jwt.secret",
        "sevre                    | Unmatched argument at index 0: 'sevre'",
      })
  void anArgumentThatNoCommandTakes(String arguments, String told) {
    var said = new StringWriter();
    CommandLine line = Commands.line();
    line.setErr(new PrintWriter(said, true));
    assertThat(line.execute(arguments.split(" "))).isEqualTo(2);
    assertThat(said.toString()).contains(told, "--help").doesNotContain("HUSH");
  }
}
