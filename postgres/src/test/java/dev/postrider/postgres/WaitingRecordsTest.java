package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WaitingRecordsTest {
  private final WaitingRecords records = new WaitingRecords();

  private boolean add(int mib) {
    return records.add(List.of(new WaitingRecords.Piece(0, List.of(), null, (long) mib << 20)));
  }

  /** One line in the log for one outage. */
  @Test
  void tellsOnceThatItIsFull() {
    assertThat(add(30)).isFalse();
    assertThat(add(3)).isTrue();
    assertThat(add(3)).isFalse();
    records.take(new ArrayList<>(), new HashMap<>());
    assertThat(add(30)).isFalse();
    assertThat(add(3)).isTrue();
  }
}
