package dev.postrider.api.access;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Paging;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.ApiKey;
import dev.postrider.directory.ApiKeyText;
import dev.postrider.directory.ApiKeys;
import dev.postrider.directory.Page;
import dev.postrider.directory.Permission;
import dev.postrider.directory.SecretHash;
import dev.postrider.message.ApiKeyId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers for the keys of the caller's organisation. */
final class KeyRequests {
  private static final Paging<ApiKeyId> PAGING = new Paging<>(ApiKeyId::parse, false, true);
  private static final Rule NAME = Rule.oneLine(1, 256);
  private static final Rule PERMISSION =
      text ->
          Permission.of(text).isPresent()
              ? null
              : "must be one of "
                  + Arrays.stream(Permission.values())
                      .map(Permission::word)
                      .collect(Collectors.joining(", "));

  private final ApiKeys keys;
  private final InstantSource clock;
  private final RandomGenerator random;

  KeyRequests(ApiKeys keys, InstantSource clock, RandomGenerator random) {
    this.keys = keys;
    this.clock = clock;
    this.random = random;
  }

  Answer list(Request request) {
    Page<ApiKey> page = keys.list(request.organisation(), PAGING.read(request.query()));
    return Paging.answer(page, key -> key.id().toString(), (json, key) -> write(json, key, null));
  }

  Answer get(Request request) {
    ApiKey key = keys.find(request.organisation(), id(request)).orElseThrow(Refusal::notFound);
    return answer(200, key, null);
  }

  /** The one answer that shows a key. */
  Answer create(Request request) {
    ApiKey.Settings settings = settings(request.fields());
    if (!settings.permissions().stream().allMatch(request.caller()::may)) {
      throw Refusal.forbidden("A key gives no permission that it does not have");
    }
    String text = ApiKeyText.generate(random);
    ApiKey key =
        keys.create(request.organisation(), settings, SecretHash.of(text), ApiKeyText.hint(text))
            .orElseThrow(() ->
                Refusal.badRequest(
                    "limit_reached",
                    "The organisation has %d keys; revoke some of them".formatted(ApiKeys.MOST)));
    return answer(201, key, text);
  }

  Answer revoke(Request request) {
    if (!keys.revoke(request.organisation(), id(request))) {
      throw Refusal.notFound();
    }
    return Answer.noContent();
  }

  private static ApiKeyId id(Request request) {
    return ApiKeyId.parse(request.id("key")).orElseThrow(Refusal::notFound);
  }

  private ApiKey.Settings settings(Fields fields) {
    String name = fields.required("name", NAME);
    Set<String> words = fields.requiredTexts("permissions", Permission.values().length, PERMISSION);
    Instant expires = fields.instant("expiresAt");
    if (expires != null && !expires.isAfter(clock.instant())) {
      fields.wrong("expiresAt", "must be in the future");
    }
    fields.check();
    return new ApiKey.Settings(
        name,
        words.stream().flatMap(word -> Permission.of(word).stream()).collect(Collectors.toSet()),
        expires);
  }

  private static Answer answer(int status, ApiKey key, @Nullable String text) {
    JsonWriter json = new JsonWriter();
    write(json, key, text);
    return Answer.json(status, json);
  }

  private static void write(JsonWriter json, ApiKey key, @Nullable String text) {
    json.beginObject();
    json.name("id").value(key.id().toString());
    json.name("name").value(key.settings().name());
    json.name("permissions").beginArray();
    key.settings().permissions().stream().sorted().map(Permission::word).forEach(json::value);
    json.endArray();
    json.name("hint").value(key.hint());
    json.name("createdAt").value(key.id().time());
    json.name("expiresAt").value(key.settings().expires());
    json.name("lastUsedAt").value(key.lastUsed());
    if (text != null) {
      json.name("key").value(text);
    }
    json.endObject();
  }
}
