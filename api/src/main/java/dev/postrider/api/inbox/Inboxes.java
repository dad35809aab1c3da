package dev.postrider.api.inbox;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Paging;
import dev.postrider.api.http.Query;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Page;
import dev.postrider.inbox.Contact;
import dev.postrider.inbox.Inbox;
import dev.postrider.inbox.InboxMessage;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.platform.Platforms;
import java.nio.charset.StandardCharsets;

/** Answers for the inboxes of an application's contacts. */
record Inboxes(Directory directory, Platforms platforms, Inbox inbox) {
  private static final Paging<MessageId> PAGING = new Paging<>(MessageId::parse, false, false);
  private static final byte[] GONE = "{\"expired\":true}".getBytes(StandardCharsets.US_ASCII);

  /** An inbox that the path names. */
  private record Opened(Contact contact, int maximum) {}

  Answer counts(Request request) {
    Opened opened = opened(request);
    Inbox.Counts counts = inbox.counts(opened.contact());
    JsonWriter json = new JsonWriter();
    json.beginObject();
    json.name("contact").value(opened.contact().name());
    json.name("kept").value(counts.kept());
    json.name("unopened").value(counts.unopened());
    json.name("fellOut").value(counts.fellOut());
    json.name("maximum").value(opened.maximum());
    json.endObject();
    return Answer.json(200, json);
  }

  Answer list(Request request) {
    Contact contact = opened(request).contact();
    Query query = request.query();
    Inbox.Filter filter = new Inbox.Filter(StatusWord.read(query), query.flag("fallenOut", false));
    Page<InboxMessage> page = inbox.messages(contact, filter, PAGING.read(query));
    return Paging.answer(page, message -> message.message().toString(), Inboxes::write);
  }

  Answer mark(Request request) {
    Contact contact = opened(request).contact();
    InboxMessage marked =
        inbox
            .mark(contact, request.text("id", Rule.CONTACT), StatusWord.read(request.fields()))
            .orElseThrow(Refusal::notFound);
    JsonWriter json = new JsonWriter();
    write(json, marked);
    return Answer.json(200, json);
  }

  private Opened opened(Request request) {
    Application application =
        directory
            .application(request.organisation(), request.id("app"))
            .orElseThrow(Refusal::notFound);
    int maximum =
        platforms
            .of(application)
            .inboxMaximum(application)
            .orElseThrow(() ->
                Refusal.notFound("The platform " + application.platform() + " keeps no inboxes"));
    return new Opened(
        new Contact(application.id(), request.text("contact", Rule.CONTACT)), maximum);
  }

  private static void write(JsonWriter json, InboxMessage message) {
    Payload body = message.body();
    json.beginObject();
    json.name("id").value(message.id());
    json.name("messageId").value(message.message().toString());
    json.name("status").value(message.status().name());
    json.name("createdAt").value(message.created());
    json.name("payload").raw(body == null ? GONE : body.bytes());
    json.endObject();
  }
}
