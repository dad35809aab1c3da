package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Secrets;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Answers for endpoints' secrets: the one place that shows them. */
final class EndpointSecrets {
  private static final int DEFAULT_GRACE = 86_400;
  private static final int LONGEST_GRACE = 604_800;

  private final Directory directory;
  private final RandomGenerator random;

  EndpointSecrets(Directory directory, RandomGenerator random) {
    this.directory = directory;
    this.random = random;
  }

  Answer get(Request request) {
    Secret current = Endpoints.endpoint(directory, request).secrets().getFirst();
    JsonWriter json = new JsonWriter();
    json.beginObject().name("key").value(Secrets.publicForm(current)).endObject();
    return Answer.json(200, json);
  }

  Answer rotate(Request request) {
    Endpoint endpoint = Endpoints.endpoint(directory, request);
    Fields fields = request.fields();
    Secret secret = SecretIn.read(fields, "key", random);
    Integer grace = fields.integer("gracePeriodSeconds", 0, LONGEST_GRACE);
    fields.check();
    Duration duration = Duration.ofSeconds(grace == null ? DEFAULT_GRACE : grace);
    Endpoints.done(directory.rotateSecret(endpoint.id(), secret, duration));
    return Answer.noContent();
  }
}
