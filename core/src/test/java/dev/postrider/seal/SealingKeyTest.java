package dev.postrider.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SealingKeyTest {
  private static final Place HERE = new Place("endpoint.sealed", 7);
  private static final byte[] SECRET = "a secret".getBytes(StandardCharsets.UTF_8);

  private final SecureRandom random = new SecureRandom();
  private final SealingKey key = SealingKey.make(3, random);

  @Test
  void opensWhatItHasSealed() {
    for (int size : new int[] {0, 1, 15, 16, 17, 1 << 20}) {
      byte[] plain = new byte[size];
      random.nextBytes(plain);
      byte[] sealed = key.seal(plain, HERE, random);
      assertThat(sealed).hasSize(size + SealingKey.OVERHEAD);
      assertThat(SealingKey.numberOf(sealed)).isEqualTo(3);
      assertThat(key.open(sealed, HERE)).isEqualTo(plain);
    }
  }

  /**
   * Rows that are stored must open for ever; another program of AES-256-GCM has sealed this one.
   */
  @Test
  void opensWhatItHasSealedInTheFirstForm() {
    SealingKey first = new SealingKey(0x01020304, new byte[32]);
    byte[] sealed =
        HexFormat.of()
            .parseHex(
                "0101020304000102030405060708090a0be9eb4037638fea8d4497f53d1f89202eb60e976edd71d447");
    assertThat(first.open(sealed, HERE)).isEqualTo(SECRET);
  }

  @Test
  void opensNowhereElse() {
    byte[] sealed = key.seal(SECRET, HERE, random);
    for (Place other :
        new Place[] {new Place("endpoint.sealed", 8), new Place("message.payload", 7)}) {
      assertThatThrownBy(() -> key.open(sealed, other)).isInstanceOf(DoesNotOpen.class);
    }
  }

  @Test
  void opensNothingThatWasChanged() {
    byte[] sealed = key.seal(SECRET, HERE, random);
    for (int at = 0; at < sealed.length; at++) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> key.open(changed, HERE))
          .as("byte " + at)
          .isInstanceOf(DoesNotOpen.class);
    }
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> key.open(cut, HERE))
          .as("of " + length)
          .isInstanceOf(DoesNotOpen.class);
    }
  }

  @Test
  void opensNothingOfAnotherKey() {
    byte[] sealed = key.seal(SECRET, HERE, random);
    assertThatThrownBy(() -> SealingKey.make(3, random).open(sealed, HERE))
        .isInstanceOf(DoesNotOpen.class);
    assertThatThrownBy(() -> SealingKey.make(4, random).open(sealed, HERE))
        .isInstanceOf(DoesNotOpen.class);
  }

  @Test
  void sealsTheSameInAnotherWayEachTime() {
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      byte[] sealed = key.seal(SECRET, HERE, random);
      nonces.add(HexFormat.of().formatHex(sealed, 5, 17));
    }
    assertThat(nonces).hasSize(1_000);
  }

  @Test
  void isSealedByAnother() {
    SealingKey master = SealingKey.make(9, random);
    byte[] wrapped = key.sealedBy(master, HERE, random);
    SealingKey again = new SealingKey(3, master.open(wrapped, HERE));
    assertThat(again.open(key.seal(SECRET, HERE, random), HERE)).isEqualTo(SECRET);
  }

  @Test
  void aMasterKeyIsReadAsItWasWritten() {
    MasterKey made = MasterKey.make(random);
    MasterKey read = MasterKey.parse(made.text()).orElseThrow();
    assertThat(read.number()).isEqualTo(made.number());
    assertThat(made.text()).hasSize(43);
    assertThat(MasterKey.parse(made.text().replace('-', '+').replace('_', '/') + "="))
        .map(MasterKey::number)
        .contains(made.number());
    for (String none : new String[] {"", "x", made.text().substring(1), made.text() + "AA", "ä"}) {
      assertThat(MasterKey.parse(none)).isEmpty();
    }
  }

  @Test
  void showsNothingOfItself() {
    MasterKey made = MasterKey.make(random);
    assertThat(made.toString()).isEqualTo("MasterKey[" + made.name() + "]");
    assertThat(key.toString()).isEqualTo("SealingKey[00000003]");
    assertThat(made.key().toString()).doesNotContain(made.text());
  }
}
