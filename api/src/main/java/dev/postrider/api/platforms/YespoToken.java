package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Credential;
import dev.postrider.directory.SecretHash;
import dev.postrider.inbox.ContactTokens;
import java.util.random.RandomGenerator;

/** Yespo's {@code /v1/auth/contact/token}: the customer's server asks for a contact (Y-14). */
record YespoToken(SignIn signIn, ContactTokens tokens, RandomGenerator random) implements Handler {
  private static final String PERMISSION = "Inbox";
  private static final String CONTACT = "externalCustomerId";

  @Override
  public Answer handle(Request request) {
    Credential credential = signIn.credential(request);
    if (!credential.may(PERMISSION)) {
      throw Refusal.forbidden("This key may not open inboxes: it lacks the permission Inbox");
    }
    String contact = contact(request.fields());
    String token = ContactCallers.token(random);
    if (!tokens.give(credential, contact, SecretHash.of(token))) {
      throw Refusal.unauthenticated("Nobody is known by this key");
    }
    JsonWriter json = new JsonWriter();
    json.beginObject().name("token").value(token).endObject();
    return Answer.json(200, json);
  }

  /** Messages come for an externalCustomerId (Y-2), so nothing is known of other names. */
  private static String contact(Fields fields) {
    String contact = fields.text(CONTACT, Rule.CONTACT);
    fields.text("email", Rule.SAYABLE);
    fields.text("phone", Rule.SAYABLE);
    if (fields.absent(CONTACT)) {
      fields.wrong(
          CONTACT,
          fields.absent("email") && fields.absent("phone")
              ? "is required"
              : "is required: by email or phone alone no contact is known here");
    }
    fields.check();
    return contact == null ? "" : contact;
  }

  static Answer refused(Refusal refusal) {
    return refusal.status() == 401 ? YespoOut.refused(refusal) : YespoInboxOut.refused(refusal);
  }
}
