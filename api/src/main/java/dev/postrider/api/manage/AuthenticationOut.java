package dev.postrider.api.manage;

import dev.postrider.api.http.JsonWriter;
import dev.postrider.directory.Authentication;
import dev.postrider.directory.Authentication.Proof;
import dev.postrider.directory.ClientCertificate;
import dev.postrider.directory.Pem;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** Writes by what an endpoint's requests prove themselves, without anything that is secret. */
final class AuthenticationOut {
  private AuthenticationOut() {}

  /** The member; nothing when there is nothing to say. {@code credentials}: also those in URLs. */
  static void write(JsonWriter json, Authentication authentication, boolean credentials) {
    if (authentication.equals(Authentication.NONE)) {
      return;
    }
    json.name(AuthenticationIn.NAME).beginObject();
    switch (authentication.proof()) {
      case Proof.None() -> {}
      case Proof.Basic(String username, _) ->
          json.name("basic").beginObject().name("username").value(username).endObject();
      case Proof.Bearer _ -> json.name("bearer").beginObject().endObject();
      case Proof.ApiKey(String header, _) ->
          json.name("apiKey").beginObject().name("header").value(header).endObject();
      case Proof.OAuth2 oauth2 -> write(json, oauth2, credentials);
    }
    ClientCertificate own = authentication.certificate();
    if (own != null) {
      json.name(CertificatesIn.OWN);
      write(json, Pem.certificates(own.chain()).getFirst());
    }
    String trusted = authentication.trusted();
    if (trusted != null) {
      json.name(CertificatesIn.TRUSTED).beginObject().name("certificates").beginArray();
      Pem.certificates(trusted).forEach(certificate -> write(json, certificate));
      json.endArray().endObject();
    }
    if (authentication.messageSignatures()) {
      json.name(AuthenticationIn.MESSAGE_SIGNATURES).value(true);
    }
    json.endObject();
  }

  private static void write(JsonWriter json, X509Certificate certificate) {
    json.beginObject();
    json.name("subject").value(certificate.getSubjectX500Principal().getName());
    json.name("expiresAt").value(certificate.getNotAfter().toInstant());
    json.name("fingerprint").value(fingerprint(certificate));
    json.endObject();
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static void write(JsonWriter json, Proof.OAuth2 oauth2, boolean credentials) {
    json.name("oauth2").beginObject();
    json.name("tokenUrl")
        .value(credentials ? oauth2.tokenUrl() : WebhookUrl.masked(oauth2.tokenUrl()));
    json.name("clientId").value(oauth2.clientId());
    json.name("clientAuthentication").value(oauth2.inBody() ? "body" : "basic");
    if (!oauth2.scope().isEmpty()) {
      json.name("scope").value(oauth2.scope());
    }
    if (oauth2.audience() != null) {
      json.name("audience").value(oauth2.audience());
    }
    json.endObject();
  }
}
