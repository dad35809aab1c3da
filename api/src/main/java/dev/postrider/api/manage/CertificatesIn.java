package dev.postrider.api.manage;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.ClientCertificate;
import dev.postrider.directory.Pem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads what an endpoint's requests show of their own, and whom they trust, when they use TLS. */
final class CertificatesIn {
  static final String OWN = "clientCertificate";
  static final String TRUSTED = "trustedCertificates";

  private static final Rule CERTIFICATES =
      text ->
          text.length() > Pem.LONGEST || Pem.certificates(text).isEmpty()
              ? "must be 1 to 10 certificates in PEM and nothing else, 32,768 characters at most"
              : null;
  private static final Rule KEY =
      text ->
          text.length() > Pem.LONGEST || Pem.privateKey(text).isEmpty()
              ? "must be an RSA or EC key in PEM that begins with BEGIN PRIVATE KEY (PKCS #8,"
                  + " not encrypted)"
              : null;

  private CertificatesIn() {}

  /** What is left out of it stays as it is. */
  static @Nullable ClientCertificate own(
      Fields said, @Nullable ClientCertificate now, Instant time) {
    Fields own = said.section(OWN);
    if (own == null) {
      return null;
    }
    String chain = or(own, "chain", CERTIFICATES, now == null ? null : now.chain());
    String key = or(own, "key", KEY, now == null ? null : now.key());
    if (!chain.isEmpty() && !own.absent("chain")) {
      Instant end = Pem.certificates(chain).getFirst().getNotAfter().toInstant();
      if (end.isBefore(time)) {
        own.wrong(
            "chain", "must begin with a certificate that holds, not one that ended at " + end);
      }
    }
    if (!chain.isEmpty() && !key.isEmpty() && !belong(chain, key)) {
      own.wrong(
          "key",
          "must be that of the first certificate of the chain, RSA of 2048 to 8192 bits, or EC");
    }
    return new ClientCertificate(chain, key);
  }

  static @Nullable String trusted(Fields said, @Nullable String now) {
    Fields trusted = said.section(TRUSTED);
    return trusted == null ? null : or(trusted, "pem", CERTIFICATES, now);
  }

  private static boolean belong(String chain, String key) {
    return Pem.privateKey(key)
        .filter(own -> Pem.belong(own, Pem.certificates(chain).getFirst()))
        .isPresent();
  }

  private static String or(Fields fields, String name, Rule rule, @Nullable String kept) {
    return kept != null && fields.absent(name) ? kept : fields.required(name, rule);
  }
}
