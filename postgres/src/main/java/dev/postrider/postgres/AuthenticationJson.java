package dev.postrider.postgres;

import dev.postrider.directory.Authentication;
import dev.postrider.directory.Authentication.Proof;
import dev.postrider.directory.ClientCertificate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** By what an endpoint's requests prove themselves: all of it, secrets included, to be sealed. */
final class AuthenticationJson {
  private AuthenticationJson() {}

  static void write(ObjectNode node, Authentication authentication) {
    switch (authentication.proof()) {
      case Proof.None() -> {}
      case Proof.Basic(String username, String password) ->
          node.putObject("basic").put("username", username).put("password", password);
      case Proof.Bearer(String token) -> node.putObject("bearer").put("token", token);
      case Proof.ApiKey(String header, String value) ->
          node.putObject("apiKey").put("header", header).put("value", value);
      case Proof.OAuth2 oauth2 -> write(node.putObject("oauth2"), oauth2);
    }
    ClientCertificate certificate = authentication.certificate();
    if (certificate != null) {
      node.putObject("clientCertificate")
          .put("chain", certificate.chain())
          .put("key", certificate.key());
    }
    if (authentication.trusted() != null) {
      node.put("trusted", authentication.trusted());
    }
    if (authentication.messageSignatures()) {
      node.put("messageSignatures", true);
    }
  }

  private static void write(ObjectNode node, Proof.OAuth2 oauth2) {
    node.put("tokenUrl", oauth2.tokenUrl())
        .put("clientId", oauth2.clientId())
        .put("clientSecret", oauth2.clientSecret())
        .put("inBody", oauth2.inBody())
        .put("scope", oauth2.scope());
    if (oauth2.audience() != null) {
      node.put("audience", oauth2.audience());
    }
  }

  /** Of an endpoint that has none, nothing is stored. */
  static Authentication read(JsonNode node) {
    if (node.isMissingNode()) {
      return Authentication.NONE;
    }
    JsonNode certificate = node.path("clientCertificate");
    return new Authentication(
        proof(node),
        certificate.isObject()
            ? new ClientCertificate(text(certificate, "chain"), text(certificate, "key"))
            : null,
        node.has("trusted") ? text(node, "trusted") : null,
        node.path("messageSignatures").asBoolean(false));
  }

  private static Proof proof(JsonNode node) {
    if (node.has("basic")) {
      JsonNode basic = node.path("basic");
      return new Proof.Basic(text(basic, "username"), text(basic, "password"));
    }
    if (node.has("bearer")) {
      return new Proof.Bearer(text(node.path("bearer"), "token"));
    }
    if (node.has("apiKey")) {
      return new Proof.ApiKey(
          text(node.path("apiKey"), "header"), text(node.path("apiKey"), "value"));
    }
    if (node.has("oauth2")) {
      JsonNode oauth2 = node.path("oauth2");
      return new Proof.OAuth2(
          text(oauth2, "tokenUrl"),
          text(oauth2, "clientId"),
          text(oauth2, "clientSecret"),
          oauth2.path("inBody").asBoolean(),
          text(oauth2, "scope"),
          oauth2.has("audience") ? text(oauth2, "audience") : null);
    }
    return new Proof.None();
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString();
  }
}
