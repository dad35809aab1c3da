package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.server.terminal.Complaint;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class StopTest {
  private final AtomicInteger halts = new AtomicInteger();
  private final Stop stop = new Stop(halts::incrementAndGet);

  @Test
  void onlyTheSecondSignalEndsItAtOnce() throws Exception {
    stop.signalled();
    stop.await();
    assertThat(halts).hasValue(0);
    stop.signalled();
    assertThat(halts).hasValue(1);
  }

  @Test
  void theFirstSignalDuringTheStopOfAFaultIsNoSecondOne() {
    Complaint fault = Complaint.failure("It cannot go on.");
    stop.because(fault);
    stop.signalled();
    assertThat(halts).hasValue(0);
    assertThatThrownBy(stop::await).isSameAs(fault);
    stop.signalled();
    assertThat(halts).hasValue(1);
  }
}
