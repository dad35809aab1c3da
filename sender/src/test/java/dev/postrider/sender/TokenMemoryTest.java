package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Authentication.Proof;
import dev.postrider.message.Payload;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Access tokens of however many clients fill no more memory than they may. */
final class TokenMemoryTest {
  private static final String ANSWER =
      "{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"expires_in\":3600}"
          .formatted("t".repeat(8_000));

  private final AtomicInteger fetched = new AtomicInteger();
  private final AccessTokens tokens =
      new AccessTokens(
          new AddressGuard(GuardRules.STANDARD),
          new TokenHosts(false, HostPatterns.NONE),
          (_, _) -> {
            fetched.incrementAndGet();
            return new Outcome.Answered(200, null, Payload.of(ANSWER));
          },
          () -> Rig.NOW,
          "test");

  @Test
  void theOldestGoWhenThereIsNoRoom() throws InterruptedException {
    for (int i = 0; i < 5_000; i++) {
      assertThat(find(i)).isInstanceOf(AccessTokens.Found.Token.class);
      assertThat(tokens.weight()).isLessThanOrEqualTo(AccessTokens.ROOM);
    }
    assertThat(fetched).hasValue(5_000);
    assertThat(tokens.weight()).isGreaterThan(AccessTokens.ROOM / 2);
    assertThat(find(4_999)).isEqualTo(new AccessTokens.Found.Token("t".repeat(8_000), true));
  }

  private AccessTokens.Found find(int client) throws InterruptedException {
    Target receiver =
        ((Target.Reading.Understood) Target.read("https://example.com/hook")).target();
    Proof.OAuth2 proof =
        new Proof.OAuth2("https://id.example.com/t", "client " + client, "secret", false, "", null);
    return tokens.find(receiver, proof, Deadline.in(Duration.ofSeconds(10)));
  }
}
