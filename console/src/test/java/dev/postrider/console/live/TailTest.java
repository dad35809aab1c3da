package dev.postrider.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.console.session.Face;
import dev.postrider.message.ApplicationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many may look on at once. */
final class TailTest {
  private final Tail tail = new Tail();

  @AfterEach
  void close() {
    tail.close();
  }

  private static Viewer viewer(Face face, long application) {
    return new Viewer(
        face,
        new LiveFilter(new ApplicationId(application), Optional.empty(), Optional.empty(), "", ""));
  }

  private List<Viewer> enter(Face face, long application, int most) {
    List<Viewer> all = new ArrayList<>();
    Viewer next = viewer(face, application);
    while (all.size() <= most && tail.enter(next)) {
      all.add(next);
      next = viewer(face, application);
    }
    return all;
  }

  @Test
  void oneApplicationLeavesRoomForOthers() {
    List<Viewer> portal = enter(Face.PORTAL, 1, 1_000);
    assertThat(portal).hasSize(Tail.MOST_OF_PORTAL);
    assertThat(enter(Face.CONSOLE, 1, 1_000)).hasSize(Tail.MOST_OF_ONE);
    assertThat(tail.enter(viewer(Face.PORTAL, 2))).isTrue();
    tail.leave(portal.getFirst());
    assertThat(enter(Face.PORTAL, 1, 1_000)).hasSize(1);
  }

  @Test
  void thereIsABoundForAllTogether() {
    int seen = 0;
    for (int application = 1; application <= 10; application++) {
      seen += enter(Face.CONSOLE, application, 1_000).size();
    }
    assertThat(seen).isEqualTo(Tail.MOST);
  }
}
