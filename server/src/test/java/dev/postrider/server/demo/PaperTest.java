package dev.postrider.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.terminal.Colour;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PaperTest {
  private static final String LONG =
      "{\"first\":\"" + "x".repeat(70) + "\",\"second\":\"\u001b[31m\"}";

  private final StringWriter printed = new StringWriter();

  @Test
  void coloursAreLeftOutWhereNobodyWantsThem() {
    everything(paper(false, StandardCharsets.UTF_8));
    assertThat(printed.toString()).contains("✓", "✗", "← 200").doesNotContain("\u001b");
  }

  @Test
  void coloursAreTheOnlyDifference() {
    everything(paper(false, StandardCharsets.UTF_8));
    String plain = printed.toString();
    printed.getBuffer().setLength(0);
    everything(paper(true, StandardCharsets.UTF_8));
    assertThat(printed.toString()).contains("\u001b[32m✓\u001b[0m", "\u001b[31m✗\u001b[0m");
    assertThat(printed.toString().replaceAll("\u001b\\[\\d+m", "")).isEqualTo(plain);
  }

  @Test
  void otherSignsStandInTheSameColumns() {
    everything(paper(false, StandardCharsets.UTF_8));
    String signs = printed.toString();
    printed.getBuffer().setLength(0);
    everything(paper(false, StandardCharsets.US_ASCII));
    assertThat(printed.toString())
        .hasSameSizeAs(signs)
        .matches("\\p{ASCII}*")
        .contains("< 200", "+ held", "X broken");
  }

  @Test
  void noLineIsTooLongAndAForeignTextSendsNothingToTheTerminal() {
    everything(paper(false, StandardCharsets.UTF_8));
    assertThat(printed.toString().lines()).allMatch(line -> line.length() <= Paper.WIDTH);
    assertThat(printed.toString()).contains("\",\n            \"second\":\" [31m\"}");
  }

  private Paper paper(boolean coloured, Charset charset) {
    return new Paper(new PrintWriter(printed), coloured, charset);
  }

  private static void everything(Paper paper) {
    paper.heading("name", "what it is about");
    paper.exchange("receiver", "POST /" + "x".repeat(200), "200", Colour.GREEN);
    paper.detail(LONG, 2);
    paper.detail("x".repeat(500), 2);
    paper.remark("clock", "x".repeat(200));
    paper.finding(true, "held");
    paper.finding(false, "broken " + "x".repeat(200));
  }
}
