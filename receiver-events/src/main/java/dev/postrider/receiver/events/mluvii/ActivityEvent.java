package dev.postrider.receiver.events.mluvii;

import tools.jackson.databind.JsonNode;

/**
 * Something happened in a session (M-16); the {@link Activity} has the same members in all of them,
 * and which have a value hangs on what it was.
 */
public sealed interface ActivityEvent extends SessionEvent {

  /** What happened. */
  Activity data();

  /** Somebody wrote a chat message. */
  record SessionActivityChatMessage(Activity data, JsonNode json) implements ActivityEvent {}

  /** A file was shared. */
  record SessionActivitySharedFile(Activity data, JsonNode json) implements ActivityEvent {}

  /** A screen was shared. */
  record SessionActivitySharedScreen(Activity data, JsonNode json) implements ActivityEvent {}

  /** Co-browsing started. */
  record SessionActivityCobrowsingStarted(Activity data, JsonNode json) implements ActivityEvent {}

  /** The guest stopped co-browsing. */
  record SessionActivityCobrowsingStoppedByGuest(Activity data, JsonNode json)
      implements ActivityEvent {}

  /** Sharing a screen failed on the guest's side. */
  record SessionActivityScreenSharingFailedByGuest(Activity data, JsonNode json)
      implements ActivityEvent {}

  /** A file could not be uploaded. */
  record SessionActivityFileUploadFailed(Activity data, JsonNode json) implements ActivityEvent {}

  /** A form or card was shown to the guest. */
  record SessionActivityHeroCard(Activity data, JsonNode json) implements ActivityEvent {}

  /** A chatbot sent a message. */
  record SessionActivityChatbotMessage(Activity data, JsonNode json) implements ActivityEvent {}

  /** A call script was opened. */
  record SessionActivityCallScript(Activity data, JsonNode json) implements ActivityEvent {}

  /** A call script was submitted. */
  record SessionActivityCallScriptSubmission(Activity data, JsonNode json)
      implements ActivityEvent {}

  /** The welcome message was sent. */
  record SessionActivityWelcomeMessage(Activity data, JsonNode json) implements ActivityEvent {}

  /** The farewell message was sent. */
  record SessionActivityLastFarewellMessage(Activity data, JsonNode json)
      implements ActivityEvent {}

  /** The preview of a link was shown. */
  record SessionActivityPreviewUrl(Activity data, JsonNode json) implements ActivityEvent {}

  /** An external message was sent. */
  record SessionActivityExternalMessage(Activity data, JsonNode json) implements ActivityEvent {}

  /** The guest was put on hold. */
  record SessionActivityOnHold(Activity data, JsonNode json) implements ActivityEvent {}

  /** The guest was taken off hold. */
  record SessionActivityResumeGuest(Activity data, JsonNode json) implements ActivityEvent {}

  /** A chat went on by e-mail. */
  record SessionActivityChatToMail(Activity data, JsonNode json) implements ActivityEvent {}

  /** An automatic message was sent, for example because the client is inactive. */
  record SessionActivityAutoActivity(Activity data, JsonNode json) implements ActivityEvent {}

  /** An automatic message was sent in the name of an operator. */
  record SessionActivityAutoActivityAsOperator(Activity data, JsonNode json)
      implements ActivityEvent {}

  /** The guest answered a card of a chatbot. */
  record SessionActivityChatbotHeroCardSubmission(Activity data, JsonNode json)
      implements ActivityEvent {}

  /** The session ended. */
  record SessionActivitySessionEnded(Activity data, JsonNode json) implements ActivityEvent {}

  /** The session was forwarded. */
  record SessionActivitySessionForwarded(Activity data, JsonNode json) implements ActivityEvent {}

  /** Another operator was invited. */
  record SessionActivityOperatorInvited(Activity data, JsonNode json) implements ActivityEvent {}

  /** The invitation of an operator was withdrawn. */
  record SessionActivityOperatorInviteCanceled(Activity data, JsonNode json)
      implements ActivityEvent {}

  /** An operator declined an invitation. */
  record SessionActivityOperatorInviteRejected(Activity data, JsonNode json)
      implements ActivityEvent {}

  /** An operator was removed from the session. */
  record SessionActivityOperatorKicked(Activity data, JsonNode json) implements ActivityEvent {}
}
