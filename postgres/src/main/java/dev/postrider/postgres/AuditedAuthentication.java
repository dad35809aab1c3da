package dev.postrider.postgres;

import dev.postrider.directory.Authentication;
import dev.postrider.directory.Authentication.Proof;
import dev.postrider.directory.ClientCertificate;
import dev.postrider.directory.Pem;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells the audit log by what an endpoint's requests prove themselves: the members of the API, with
 * nothing that is secret.
 */
final class AuditedAuthentication {
  private AuditedAuthentication() {}

  /** The member; nothing when there is nothing to say. */
  static void write(ObjectNode endpoint, Authentication said) {
    if (said.equals(Authentication.NONE)) {
      return;
    }
    ObjectNode node = endpoint.putObject("authentication");
    switch (said.proof()) {
      case Proof.None() -> {}
      case Proof.Basic(String username, _) -> node.putObject("basic").put("username", username);
      case Proof.Bearer _ -> node.putObject("bearer");
      case Proof.ApiKey(String header, _) -> node.putObject("apiKey").put("header", header);
      case Proof.OAuth2 oauth2 -> write(node.putObject("oauth2"), oauth2);
    }
    ClientCertificate own = said.certificate();
    if (own != null) {
      ObjectNode shown = node.putObject("clientCertificate");
      // What a change is about must not keep it from being written down.
      Pem.certificates(own.chain()).stream().findFirst().ifPresent(first -> write(shown, first));
    }
    String trusted = said.trusted();
    if (trusted != null) {
      var all = node.putArray("trustedCertificates");
      Pem.certificates(trusted).forEach(certificate -> write(all.addObject(), certificate));
    }
    if (said.messageSignatures()) {
      node.put("messageSignatures", true);
    }
  }

  private static void write(ObjectNode node, Proof.OAuth2 oauth2) {
    node.put("tokenUrl", AuditJson.url(oauth2.tokenUrl()))
        .put("clientId", oauth2.clientId())
        .put("clientAuthentication", oauth2.inBody() ? "body" : "basic")
        .put("scope", oauth2.scope())
        .put("audience", oauth2.audience());
  }

  private static void write(ObjectNode node, X509Certificate certificate) {
    node.put("subject", certificate.getSubjectX500Principal().getName())
        .put("fingerprint", fingerprint(certificate));
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
