package dev.postrider.api.inspect;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.api.task.TaskOut;
import dev.postrider.directory.Application;
import dev.postrider.history.History;
import dev.postrider.message.AttemptId;
import dev.postrider.message.MessageId;
import dev.postrider.task.Task;
import dev.postrider.task.Tasks;
import dev.postrider.task.Work;
import java.time.Instant;
import java.util.Set;

/** Empties what messages and answers said, for good; the rest of them stays. */
final class Expunges {
  private static final int MOST = 100;

  private final Subjects subjects;
  private final History history;
  private final Tasks tasks;

  Expunges(Subjects subjects, History history, Tasks tasks) {
    this.subjects = subjects;
    this.history = history;
    this.tasks = tasks;
  }

  /** One message's payload. */
  Answer message(Request request) {
    Application application = subjects.application(request);
    MessageId message = subjects.message(request, application).message().id();
    if (!history.expungePayload(application.id(), message)) {
      throw Refusal.notFound();
    }
    return Answer.noContent();
  }

  /** The payloads of some messages, each by its id or event id. */
  Answer messages(Request request) {
    Application application = subjects.application(request);
    Fields fields = request.fields();
    Set<String> ids = fields.requiredTexts("ids", MOST, Rule.EVENT_TYPE);
    fields.check();
    JsonWriter json = new JsonWriter().beginObject().name("results").beginObject();
    for (String id : ids) {
      boolean expunged =
          history
              .message(application.id(), id)
              .filter(found -> history.expungePayload(application.id(), found.message().id()))
              .isPresent();
      json.name(id).value(expunged ? "expunged" : "not-found");
    }
    return Answer.json(200, json.endObject().endObject());
  }

  /** The payloads of all messages that there are now: a background task. */
  Answer all(Request request) {
    Application application = subjects.application(request);
    return TaskOut.begin(
        200,
        tasks,
        new Task.Order(
            request.organisation(), application.id(), new Work.Purge(), Instant.EPOCH, null));
  }

  /** What a receiver answered to one attempt. */
  Answer attempt(Request request) {
    Application application = subjects.application(request);
    MessageId message = subjects.message(request, application).message().id();
    AttemptId id = AttemptId.parse(request.id("attempt")).orElseThrow(Refusal::notFound);
    if (!history.expungeResponse(application.id(), message, id)) {
      throw Refusal.notFound();
    }
    return Answer.noContent();
  }
}
