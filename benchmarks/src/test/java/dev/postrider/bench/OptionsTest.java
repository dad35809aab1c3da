package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is refused before anything is started, and in what words. */
final class OptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throughput --batch 0                      | --batch: 1 to 1000, not 0",
        "throughput --size 1000000 --batch 2       | --size times --batch: 1 to 1900000, not 2000000",
        "throughput --rate none                    | --rate: \"max\", or messages a second above 0, not none",
        "throughput --lanes                        | Unknown option: '--lanes'",
        "throughput --failures 1.5                 | --failures: 0 to 1, not 1.5",
        "floor --applications 0                    | --applications: 1 to 60000, not 0",
        "latency --rates 100,1.5                   | --rates: whole numbers such as 200,1k,64k, not 1.5",
        "latency --rates 0                         | --rates: 1 to 200000, not 0",
        "latency --seconds 0                       | --seconds: 1 to 3600, not 0",
        "fanout --endpoints 1001                   | --endpoints: 1 to 1000, not 1001",
        "fanout --endpoints 100 --applications 601 | --endpoints times --applications: 1 to 60000, not 60100",
        "ordered --lanes 99                        | --lanes: 100 to 1000000, not 99",
        "payload --sizes 119                       | --sizes: 120 to 524288, not 119",
        "payload --sizes 1m                        | --sizes: whole numbers such as 200,1k,64k, not 1m",
        "endpoints --counts 100001                 | --counts: 1 to 100000, not 100001",
        "endpoints --hosts 0                       | --hosts: 1 to 100000, not 0",
        "growth --messages 10000                   | --messages: 20000 to 200000000, not 10000",
        "growth --failures 0.3                     | --failures: 0 to 0.2, not 0.3",
        "tls --fleet 20001                         | --fleet: 0 to 20000, not 20001",
        "backlog --connections 0                   | --connections: 1 to 10000, not 0",
        "jmh --iterations 2                        | --iterations: 3 to 1000, not 2",
        "jmh [                                     | PATTERN: Unclosed character class",
        "jmh Nonsense                              | PATTERN: no piece is called like Nonsense",
        "isolation --endpoints 10 --hanging 11     | --hanging: 0 to 10, not 11",
        "overload --clients 4001                   | --clients: 1 to 4000, not 4001",
        "herd --size 119                           | --size: 120 to 1000000, not 119",
        "chaos --only rain                         | --only: no kind is called rain",
        "simulate --seeds 0                        | --seeds: 1 to 100000000, not 0",
      })
  void anOptionOutOfItsBoundsIsRefused(String words, String message) {
    StringWriter errors = new StringWriter();
    CommandLine line = Main.line().setErr(new PrintWriter(errors));
    assertThat(line.execute(words.strip().split(" +", -1))).isEqualTo(2);
    assertThat(errors.toString()).startsWith(message);
  }

  @Test
  void everyMeasurementTakesJsonAndSaysWhatItMeasures() {
    for (CommandLine each : Main.line().getSubcommands().values()) {
      assertThat(each.getCommandSpec().optionsMap()).containsKey("--json").containsKey("--help");
      assertThat(each.getCommandSpec().usageMessage().description()).isNotEmpty();
    }
  }

  @Test
  void amountsMayBeWrittenInThousands() {
    Bounds bounds = new Bounds(null);
    assertThat(Amounts.read(bounds, "--sizes", List.of("200", "1k", "64k"), 1_024, 1, 99_999))
        .containsExactly(200, 1_024, 65_536);
    assertThatThrownBy(() -> Amounts.read(bounds, "--sizes", List.of(), 1_024, 1, 9))
        .hasMessage("values of --sizes: 1 to 20, not 0");
  }

  @Test
  void everyEndpointHasAPlaceOfItsOwn() {
    assertThat(Hooks.OWN_HOSTS.url(0, 8_080)).isEqualTo("http://127.0.0.1:8080/hooks/0");
    assertThat(Hooks.OWN_HOSTS.url(250, 8_080)).isEqualTo("http://127.0.1.1:8080/hooks/250");
    assertThat(Hooks.OWN_HOSTS.url(62_500, 8_080)).isEqualTo("http://127.1.0.1:8080/hooks/62500");
    Hooks few = new Hooks("https", 50, 3);
    assertThat(List.of(few.url(49, 900), few.url(50, 900), few.url(101, 900), few.url(150, 900)))
        .containsExactly(
            "https://127.0.0.50:900/hooks/49",
            "https://127.0.0.1:901/hooks/50",
            "https://127.0.0.2:902/hooks/101",
            "https://127.0.0.1:900/hooks/150");
  }
}
