package dev.postrider.api.access;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Paging;
import dev.postrider.api.http.Query;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.audit.AuditEntry;
import dev.postrider.audit.AuditLog;
import dev.postrider.directory.Page;
import dev.postrider.message.AuditEntryId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers for the audit log of the caller's organisation. */
final class AuditRequests {
  private static final Paging<AuditEntryId> PAGING = new Paging<>(AuditEntryId::parse, false, true);
  private static final Rule SOUGHT = Rule.oneLine(1, 512);

  private final AuditLog log;

  AuditRequests(AuditLog log) {
    this.log = log;
  }

  Answer list(Request request) {
    Query query = request.query();
    Page.Request<AuditEntryId> page = PAGING.read(query);
    var filter =
        new AuditLog.Filter(
            query.text("object", SOUGHT),
            query.text("actor", SOUGHT),
            query.text("operation", SOUGHT),
            query.instant("after"),
            query.instant("before"));
    return Paging.answer(
        log.list(request.organisation(), filter, page),
        entry -> entry.id().toString(),
        AuditRequests::write);
  }

  private static void write(JsonWriter json, AuditEntry entry) {
    json.beginObject();
    json.name("id").value(entry.id().toString());
    json.name("at").value(entry.id().time());
    json.name("actor").beginObject();
    json.name("type").value(entry.actor().kind().name().toLowerCase(Locale.ROOT));
    json.name("id").value(entry.actor().id());
    json.name("name").value(entry.actor().name());
    json.endObject();
    json.name("operation").value(entry.operation());
    json.name("object").beginObject();
    json.name("type").value(entry.subject().kind());
    json.name("id").value(entry.subject().id());
    json.endObject();
    state(json, "before", entry.before());
    state(json, "after", entry.after());
    json.name("address").value(entry.address());
    json.endObject();
  }

  private static void state(JsonWriter json, String name, @Nullable String state) {
    json.name(name);
    if (state == null) {
      json.value((String) null);
    } else {
      json.raw(state.getBytes(StandardCharsets.UTF_8));
    }
  }
}
