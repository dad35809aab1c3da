package dev.postrider.api.manage;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Authentication;
import dev.postrider.directory.Authentication.Proof;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads by what an endpoint's requests shall prove themselves. A secret that is left out stays as
 * it is, when there is one of that kind.
 */
record AuthenticationIn(UrlRules urls, boolean httpsOnly, Instant time) {
  static final String NAME = "authentication";
  static final String MESSAGE_SIGNATURES = "messageSignatures";

  private static final String OAUTH2 = "oauth2";
  private static final String TOKEN_URL = "tokenUrl";

  private static final String OR =
      "or else the operator has to list the host of the tokenUrl in sender.tokenHosts";

  private static final List<String> PROOFS = List.of("basic", "bearer", "apiKey", OAUTH2);
  private static final Set<String> MEMBERS =
      Set.of(
          "basic",
          "bearer",
          "apiKey",
          OAUTH2,
          CertificatesIn.OWN,
          CertificatesIn.TRUSTED,
          MESSAGE_SIGNATURES);

  private static final Rule USERNAME =
      text ->
          text.indexOf(':') >= 0 ? "must not contain a colon" : Rule.oneLine(0, 256).problem(text);
  private static final Rule CLIENT = Rule.oneLine(1, 1_024);
  private static final Rule SCOPE = Rule.oneLine(0, 1_024);
  private static final Rule PASSWORD = Rule.oneLine(1, 1_024);

  /** What stands in a header as it is. */
  private static final Rule VALUE =
      text -> text.isEmpty() ? "must not be empty" : HeaderRules.VALUE.problem(text);

  private static final Rule HEADER =
      text -> {
        String problem = HeaderRules.problem(text);
        return problem == null ? null : "is not allowed: it " + problem;
      };

  /** What is said in the place of {@code now}; null when nothing is said, or nothing at all. */
  @Nullable Authentication read(Fields fields, Authentication now) {
    Fields said = fields.section(NAME);
    if (said == null) {
      return null;
    }
    said.names().stream()
        .filter(name -> !MEMBERS.contains(name))
        .forEach(name -> said.wrong(name, "is none of " + String.join(", ", sorted())));
    List<String> proofs = PROOFS.stream().filter(name -> !said.absent(name)).toList();
    if (proofs.size() > 1) {
      said.wrong(proofs.getLast(), "must not stand beside " + proofs.getFirst());
      return null;
    }
    return new Authentication(
        proof(said, proofs, now.proof()),
        CertificatesIn.own(said, now.certificate(), time),
        CertificatesIn.trusted(said, now.trusted()),
        Boolean.TRUE.equals(said.flag(MESSAGE_SIGNATURES)));
  }

  /**
   * Notes that tokens may not be fetched where they would be; whatever else is wrong is noted
   * already.
   *
   * @param url the endpoint's; empty when something is wrong with it
   */
  void checkTokens(Fields fields, Authentication next, String url) {
    if (url.isEmpty() || withoutTokenUrl(next) || urls.permitTokens(next, WebhookUrl.kept(url))) {
      return;
    }
    Fields said = fields.section(NAME);
    Fields client = said == null ? null : said.section(OAUTH2);
    if (client == null) {
      fields.wrong(
          "url", "must have scheme, host and port of the tokenUrl in authentication; " + OR);
    } else {
      client.wrong(TOKEN_URL, "must have scheme, host and port of url; " + OR);
    }
  }

  /** There is none, or something is wrong with it. */
  private static boolean withoutTokenUrl(Authentication next) {
    return !(next.proof() instanceof Proof.OAuth2 client) || client.tokenUrl().isEmpty();
  }

  private static List<String> sorted() {
    return MEMBERS.stream().sorted().toList();
  }

  private Proof proof(Fields said, List<String> proofs, Proof now) {
    String kind = proofs.isEmpty() ? "" : proofs.getFirst();
    Fields proof = proofs.isEmpty() ? null : said.section(kind);
    if (proof == null) {
      return new Proof.None();
    }
    return switch (kind) {
      case "basic" ->
          new Proof.Basic(
              proof.required("username", USERNAME),
              secret(
                  proof,
                  "password",
                  PASSWORD,
                  now instanceof Proof.Basic(_, String kept) ? kept : null));
      case "bearer" ->
          new Proof.Bearer(
              secret(
                  proof, "token", VALUE, now instanceof Proof.Bearer(String kept) ? kept : null));
      case OAUTH2 -> oauth2(proof, now);
      default ->
          new Proof.ApiKey(
              proof.required("header", HEADER),
              secret(
                  proof,
                  "value",
                  VALUE,
                  now instanceof Proof.ApiKey(_, String kept) ? kept : null));
    };
  }

  /** A secret stays for the place that it has been sent to, and for no other. */
  private Proof oauth2(Fields proof, Proof now) {
    String url = proof.required(TOKEN_URL, WebhookUrl.RULE);
    urls.check(proof, TOKEN_URL, url, httpsOnly);
    if (!WebhookUrl.withoutUserInfo(url).equals(url)) {
      proof.wrong(TOKEN_URL, "must not have a user or password");
    }
    String normalised = url.isEmpty() ? url : WebhookUrl.normalised(url);
    String kept =
        now instanceof Proof.OAuth2 known && known.tokenUrl().equals(normalised)
            ? known.clientSecret()
            : null;
    return new Proof.OAuth2(
        normalised,
        proof.required("clientId", CLIENT),
        secret(proof, "clientSecret", PASSWORD, kept),
        inBody(proof),
        or(proof.text("scope", SCOPE), ""),
        proof.text("audience", CLIENT));
  }

  private static boolean inBody(Fields proof) {
    return switch (proof.text("clientAuthentication", Rule.SAYABLE)) {
      case null -> false;
      case "basic" -> false;
      case "body" -> true;
      default -> {
        proof.wrong("clientAuthentication", "must be basic or body");
        yield false;
      }
    };
  }

  private static String or(@Nullable String text, String fallback) {
    return text == null ? fallback : text;
  }

  /** What is said, or what there is already. */
  private static String secret(Fields fields, String name, Rule rule, @Nullable String kept) {
    return kept != null && fields.absent(name) ? kept : fields.required(name, rule);
  }
}
