package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Paging;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Application;
import dev.postrider.directory.Credential;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Page;
import dev.postrider.directory.SecretHash;
import dev.postrider.directory.Stored;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Answers for the credentials by which an application's owner calls the API of its platform. A
 * secret is made here, or is the key that the owner has from his platform already: a long one,
 * because only what was made of enough chance may be kept as a plain hash.
 */
final class Credentials {
  private static final int MOST_PERMISSIONS = 100;
  private static final int SECRET_BYTES = 32;
  private static final int NAME_BYTES = 8;
  private static final Rule LINE = Rule.oneLine(20, 256);

  /** A header's value has no blanks at its ends, so such a secret would never be shown. */
  private static final Rule KNOWN_SECRET =
      text -> text.equals(text.strip()) ? LINE.problem(text) : "must not begin or end with a blank";

  private static final Paging<String> PAGING =
      new Paging<>(
          name -> Rule.CREDENTIAL_NAME.problem(name) == null ? Optional.of(name) : Optional.empty(),
          true,
          false);

  private final Directory directory;
  private final RandomGenerator random;

  Credentials(Directory directory, RandomGenerator random) {
    this.directory = directory;
    this.random = random;
  }

  Answer list(Request request) {
    Application application = Endpoints.application(directory, request);
    Page<Credential> page = directory.credentials(application.id(), PAGING.read(request.query()));
    return Paging.answer(page, c -> c.settings().name(), (json, c) -> write(json, c, null));
  }

  /** The one answer that shows a secret, if it was made here. */
  Answer create(Request request) {
    Application application = Endpoints.application(directory, request);
    Fields fields = request.fields();
    String known = fields.text("secret", KNOWN_SECRET);
    Credential.Settings settings = settings(fields);
    String secret = known == null ? fresh() : known;
    return switch (directory.createCredential(application.id(), settings, SecretHash.of(secret))) {
      case Stored.Done<Credential>(Credential credential) -> {
        JsonWriter json = new JsonWriter();
        write(json, credential, known == null ? secret : null);
        yield Answer.json(201, json);
      }
      case Stored.Taken<Credential> _ ->
          throw Refusal.conflict(
              "A credential with that name or secret already exists on the platform");
      case Stored.Missing<Credential>() -> throw Refusal.notFound();
      case Stored.TooManySecrets<Credential>(), Stored.TooLarge<Credential>() ->
          throw new IllegalStateException("a credential has one secret");
    };
  }

  Answer delete(Request request) {
    Application application = Endpoints.application(directory, request);
    if (!directory.deleteCredential(application.id(), request.text("name", Rule.CREDENTIAL_NAME))) {
      throw Refusal.notFound();
    }
    return Answer.noContent();
  }

  private Credential.Settings settings(Fields fields) {
    String name = fields.text("name", Rule.CREDENTIAL_NAME);
    Set<String> permissions = fields.texts("permissions", 1, MOST_PERMISSIONS, Rule.PERMISSION);
    fields.check();
    return new Credential.Settings(
        name == null ? "client_" + HexFormat.of().formatHex(chance(NAME_BYTES)) : name,
        permissions == null ? Set.of() : permissions);
  }

  private String fresh() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(chance(SECRET_BYTES));
  }

  private byte[] chance(int bytes) {
    byte[] chance = new byte[bytes];
    random.nextBytes(chance);
    return chance;
  }

  private static void write(JsonWriter json, Credential credential, @Nullable String secret) {
    json.beginObject();
    json.name("name").value(credential.settings().name());
    json.name("platform").value(credential.platform());
    EndpointOut.texts(json, "permissions", credential.settings().permissions());
    json.name("createdAt").value(credential.createdAt());
    if (secret != null) {
      json.name("secret").value(secret);
    }
    json.endObject();
  }
}
