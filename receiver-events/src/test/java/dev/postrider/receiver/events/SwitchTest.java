package dev.postrider.receiver.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.receiver.events.comm100.Comm100Event;
import dev.postrider.receiver.events.comm100.Comm100Event.AgentStatusChanges;
import dev.postrider.receiver.events.comm100.Comm100Event.ChatEnds;
import dev.postrider.receiver.events.comm100.Comm100Event.OfflineMessageIsSubmitted;
import dev.postrider.receiver.events.mluvii.ActivityEvent;
import dev.postrider.receiver.events.mluvii.EmailThreadEvent;
import dev.postrider.receiver.events.mluvii.MluviiEvent;
import dev.postrider.receiver.events.mluvii.MluviiEvent.ApplicationSettingChanged;
import dev.postrider.receiver.events.mluvii.MluviiEvent.GuestIdentityUpdated;
import dev.postrider.receiver.events.mluvii.MluviiEvent.UserStatusChanged;
import dev.postrider.receiver.events.mluvii.SessionEvent;
import dev.postrider.receiver.events.mluvii.SessionEvent.SessionEnded;
import dev.postrider.receiver.events.mluvii.SessionEvent.SessionStarted;
import dev.postrider.receiver.events.qikchat.MessageEvent;
import dev.postrider.receiver.events.qikchat.MessageEvent.MessageText;
import dev.postrider.receiver.events.qikchat.QikchatEvent;
import dev.postrider.receiver.events.qikchat.StatusEvent;
import dev.postrider.receiver.events.yespo.YespoEvent;
import dev.postrider.receiver.events.yespo.YespoEvent.AppInboxMessage;
import dev.postrider.testkit.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The switches of README.md compile without a default, and take what they say. */
final class SwitchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mluvii|SessionStarted|started 7371450",
        "mluvii|SessionActivityChatMessage|activity Hello",
        "mluvii|SessionCreated|session",
        "mluvii|EmailThreadCreated|thread",
        "mluvii|UserStatusChanged|user 4 AWAY",
        "qikchat|message-text|text Hey There! from 918080808080",
        "qikchat|message-image|message",
        "qikchat|status-read|read",
        "yespo|app-inbox-message|customer-42 Sale",
        "comm100|agent_status_login|LOGIN 01000000-0000-0000-0000-0100000192b0",
        "comm100|agent_status_login_pre_x2|LOGIN 1",
        "comm100|chat_started|other",
      })
  void theSwitchesOfTheReadme(String platform, String sample, String said) throws Exception {
    byte[] body = Samples.body(platform, sample);
    assertThat(
            switch (platform) {
              case "mluvii" -> mluvii(MluviiEvent.parse(body));
              case "qikchat" -> qikchat(QikchatEvent.parse(body));
              case "yespo" -> yespo(YespoEvent.parse(body));
              default -> comm100(Comm100Event.parse(body));
            })
        .isEqualTo(said);
  }

  private static String mluvii(MluviiEvent event) {
    return switch (event) {
      case SessionStarted started -> "started " + started.data().id();
      case SessionEnded ended -> "ended " + ended.data().ended();
      case ActivityEvent activity -> "activity " + activity.data().text();
      case SessionEvent _ -> "session";
      case EmailThreadEvent _ -> "thread";
      case UserStatusChanged user -> "user " + user.data().userId() + " " + user.data().status();
      case GuestIdentityUpdated guest -> "guest " + guest.data().id();
      case ApplicationSettingChanged _ -> "setting";
      case MluviiEvent.Unknown(String type, JsonNode _) -> "not known yet: " + type;
    };
  }

  private static String qikchat(QikchatEvent event) {
    return switch (event) {
      case MessageText text ->
          "text %s from %s"
              .formatted(
                  text.payload().message().text().body(),
                  text.payload().contacts().getFirst().to());
      case MessageEvent _ -> "message";
      case StatusEvent status -> status.payload().status();
      case QikchatEvent.Unknown unknown -> unknown.name();
    };
  }

  private static String yespo(YespoEvent event) {
    return switch (event) {
      case AppInboxMessage message -> message.externalCustomerId() + " " + message.title();
    };
  }

  private static String comm100(Comm100Event event) {
    return switch (event) {
      case ChatEnds ended -> "ended " + ended.visitor().chatId();
      case AgentStatusChanges agent -> agent.event() + " " + agent.operatorId().text();
      case OfflineMessageIsSubmitted left -> left.offlineMessage().content();
      case Comm100Event _ -> "other";
    };
  }
}
