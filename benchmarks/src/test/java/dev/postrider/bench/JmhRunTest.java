package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That every piece still runs, and has figures. */
final class JmhRunTest {

  /** As short as it can be and in this process, so the figures themselves say nothing. */
  @Test
  void everyPieceRunsAndItsTimeAndAllocationAreTold() throws Exception {
    JmhReport report = new JmhRun("", 0, 1, 10).measure();
    assertThat(report.pieces().stream().map(JmhReport.Piece::group).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("Signing", "Routing", "Envelope", "Slice", "Lane");
    assertThat(report.pieces())
        .extracting(JmhReport.Piece::name)
        .contains("hmac 1024 bytes", "payload 16384 bytes", "typeAndFilter 100 endpoints");
    for (JmhReport.Piece piece : report.pieces()) {
      assertThat(piece.nanos()).as(piece.name()).isPositive();
      assertThat(piece.bytes()).as(piece.name()).isPositive();
      assertThat(report.table()).contains(piece.name());
    }
    assertThat(report.plot().panels()).hasSize(10);
  }
}
