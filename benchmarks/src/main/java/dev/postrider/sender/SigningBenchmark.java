package dev.postrider.sender;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postrider.directory.Secret;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Times one signature of a delivery. */
@State(Scope.Thread)
public class SigningBenchmark {
  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");
  private static final String ID = "msg_0GS5T1PXT6C00YVKQ2Q3QV5Y1A";

  @Param({"200", "1024", "16384"})
  public int bytes;

  private final Signer signer =
      Signer.of(
          List.of(new Secret("whsec_" + Base64.getEncoder().encodeToString(new byte[32]), null)));
  private byte[] body = {};

  /** JSON needs no care here: every byte costs the same. */
  @Setup
  public void payload() {
    body = "x".repeat(bytes).getBytes(US_ASCII);
  }

  @Benchmark
  public String hmac() {
    return signer.sign(ID, NOW, body);
  }
}
