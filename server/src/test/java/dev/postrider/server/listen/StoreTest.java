package dev.postrider.server.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.message.Payload;
import dev.postrider.server.listen.Arrival.Header;
import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of webhooks: exact, bounded, for its owner alone. */
final class StoreTest {
  private static final Verdict VERDICT = new Verdict.Genuine("msg_1");

  @TempDir Path home;

  @Test
  void whatIsKeptIsWhatCame() throws Exception {
    Store store = Store.open(home.resolve("a/b"));
    var arrival =
        new Arrival(
            Instant.parse("2026-01-02T03:04:05.678901Z"),
            "POST",
            "/hook?a=%20",
            List.of(new Header("X-One", "é"), new Header("x-one", "2"), new Header("A", "")),
            Payload.of(new byte[] {0, 13, 10, (byte) 0xff}));
    long id = store.keep(arrival, VERDICT, 204);
    assertThat(Store.open(home.resolve("a/b")).find(id)).contains(new Kept(id, arrival, true, 204));
    assertThat(Files.readAllBytes(home.resolve("a/b/1.body"))).containsExactly(0, 13, 10, 0xff);
  }

  @Test
  void nobodyElseCanReadIt() throws Exception {
    Path folder = home.resolve("store");
    Store.open(folder).keep(arrival(1), VERDICT, 200);
    assertThat(rights(folder)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.toList()).hasSize(2).allMatch(file -> rights(file).equals("rw-------"));
    }
  }

  @Test
  void theOldestMakeRoom() throws Exception {
    Store store = Store.open(home.resolve("few"), 3, 1 << 20);
    for (int i = 0; i < 5; i++) {
      store.keep(arrival(10), VERDICT, 200);
    }
    assertThat(store.ids()).containsExactly(3L, 4L, 5L);
    assertThat(store.find(2)).isEmpty();
    assertThat(home.resolve("few/2.body")).doesNotExist();
    Store small = Store.open(home.resolve("small"), 100, 3_000);
    for (int i = 0; i < 4; i++) {
      small.keep(arrival(1_000), VERDICT, 200);
    }
    assertThat(small.ids()).containsExactly(3L, 4L);
    // One that is too large alone is kept until the next comes.
    small.keep(arrival(5_000), VERDICT, 200);
    assertThat(small.ids()).containsExactly(5L);
  }

  @Test
  void twoProgramsShareAFolder() throws Exception {
    Store one = Store.open(home.resolve("shared"), 4, 1 << 20);
    Store other = Store.open(home.resolve("shared"), 4, 1 << 20);
    for (int i = 0; i < 4; i++) {
      one.keep(arrival(1), VERDICT, 200);
      other.keep(arrival(2), VERDICT, 200);
    }
    assertThat(one.ids()).containsExactly(5L, 6L, 7L, 8L);
    assertThat(one.find(7).orElseThrow().arrival().body().size()).isEqualTo(1);
    assertThat(one.find(8).orElseThrow().arrival().body().size()).isEqualTo(2);
  }

  @Test
  void aFileThatSomebodyChangedIsNone() throws Exception {
    Path folder = home.resolve("changed");
    Store store = Store.open(folder);
    for (String text : new String[] {"", "{", "[]", "{\"headers\":[[1]]}", "{\"headers\":[]}"}) {
      long id = store.keep(arrival(1), VERDICT, 200);
      Files.writeString(folder.resolve(id + ".json"), text);
      assertThat(store.find(id)).as(text).isEmpty();
    }
  }

  @Test
  void aFolderThatIsNoneIsSaid() throws IOException {
    Path file = Files.createFile(home.resolve("file"));
    assertThatThrownBy(() -> Store.open(file))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("cannot be used for webhooks")
        .hasMessageContaining("--store");
  }

  @Test
  void theUsualFolderIsThatOfTheSystem() {
    assertThat(Store.usual(Map.of("XDG_STATE_HOME", "/s"), "Linux", "/home/me"))
        .isEqualTo(Path.of("/s/postrider/listen"));
    assertThat(Store.usual(Map.of(), "Linux", "/home/me"))
        .isEqualTo(Path.of("/home/me/.local/state/postrider/listen"));
    assertThat(Store.usual(Map.of(), "Mac OS X", "/Users/me"))
        .isEqualTo(Path.of("/Users/me/Library/Application Support/postrider/listen"));
  }

  private static Arrival arrival(int bytes) {
    return new Arrival(Instant.EPOCH, "POST", "/", List.of(), Payload.of(new byte[bytes]));
  }

  private static String rights(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
