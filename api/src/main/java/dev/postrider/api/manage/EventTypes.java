package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Paging;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Directory;
import dev.postrider.directory.EventType;
import dev.postrider.directory.EventType.Settings;
import dev.postrider.directory.Page;
import dev.postrider.directory.Stored;
import dev.postrider.policy.PolicyOverrides;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Answers for event types. */
final class EventTypes {
  /** Always by name, whatever order is asked for. */
  private static final Paging<String> PAGING =
      new Paging<>(
          name -> Rule.EVENT_TYPE.problem(name) == null ? Optional.of(name) : Optional.empty(),
          true,
          false);

  private final Directory directory;
  private final EventTypeIn reader;
  private final EventTypeOut writer;

  EventTypes(Directory directory, EventTypeIn reader, EventTypeOut writer) {
    this.directory = directory;
    this.reader = reader;
    this.writer = writer;
  }

  Answer list(Request request) {
    boolean archived = request.query().flag("include_archived", false);
    boolean content = request.query().flag("with_content", false);
    Page<EventType> page =
        directory.eventTypes(
            request.organisation(),
            PAGING.read(request.query()),
            archived,
            request.caller().featureFlags());
    return Paging.answer(page, EventType::name, (json, type) -> writer.write(json, type, content));
  }

  /** Brings an archived one back, as it is said now. */
  Answer create(Request request) {
    Fields fields = request.fields();
    String name = fields.required("name", Rule.EVENT_TYPE);
    Settings settings = reader.whole(fields, PolicyOverrides.NONE).apply(Settings.NONE);
    String organisation = request.organisation();
    Stored<EventType> stored = directory.createEventType(organisation, name, settings);
    boolean archived =
        stored instanceof Stored.Taken<EventType>(EventType holder) && holder.settings().archived();
    return answer(
        201, archived ? directory.changeEventType(organisation, name, _ -> settings) : stored);
  }

  Answer get(Request request) {
    return writer.answer(200, found(request).orElseThrow(Refusal::notFound));
  }

  /** Creates it when there is none. */
  Answer put(Request request) {
    Optional<EventType> found = found(request);
    Settings now = found.map(EventType::settings).orElse(Settings.NONE);
    UnaryOperator<Settings> said = reader.whole(request.fields(), now.policy());
    String organisation = request.organisation();
    String name = request.id("name");
    return found.isPresent()
        ? answer(200, directory.changeEventType(organisation, name, said))
        : answer(201, directory.createEventType(organisation, name, said.apply(now)));
  }

  Answer patch(Request request) {
    EventType now = found(request).orElseThrow(Refusal::notFound);
    return answer(
        200,
        directory.changeEventType(
            request.organisation(),
            now.name(),
            reader.change(request.fields(), now.settings().policy())));
  }

  /** Archives it, or with {@code expunge} removes it for good. */
  Answer delete(Request request) {
    String name = found(request).orElseThrow(Refusal::notFound).name();
    if (request.query().flag("expunge", false)) {
      if (!directory.expungeEventType(request.organisation(), name)) {
        throw Refusal.notFound();
      }
    } else {
      answer(200, directory.changeEventType(request.organisation(), name, Settings::inArchive));
    }
    return Answer.noContent();
  }

  private Optional<EventType> found(Request request) {
    return directory
        .eventType(request.organisation(), request.id("name"))
        .filter(request.caller().featureFlags()::show);
  }

  private Answer answer(int status, Stored<EventType> stored) {
    return switch (stored) {
      case Stored.Done<EventType>(EventType type) -> writer.answer(status, type);
      case Stored.Taken<EventType> _ ->
          throw Refusal.conflict(
              "event_type_exists", "An event type with that name already exists");
      case Stored.Missing<EventType>() -> throw Refusal.notFound();
      case Stored.TooManySecrets<EventType>(), Stored.TooLarge<EventType>() ->
          throw new IllegalStateException("an event type has neither secrets nor certificates");
    };
  }
}
