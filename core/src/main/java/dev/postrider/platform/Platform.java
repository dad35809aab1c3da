package dev.postrider.platform;

import dev.postrider.directory.Application;
import dev.postrider.policy.Policy;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One webhook contract, as its file states it.
 *
 * @param name what applications refer to it by; unique
 * @param about one sentence for people
 * @param contentType of every delivery
 * @param signed true when deliveries carry the headers of Standard Webhooks
 * @param policy the delivery rules of endpoints that override nothing
 * @param settings what each application may have its own way
 * @param inboxMaximum the setting that says how many messages of a contact are kept; null when the
 *     platform's contacts have no inbox
 * @param events the catalogue; empty when every type is welcome
 * @param reader tells what an event body of the platform is
 */
public record Platform(
    String name,
    String title,
    String about,
    String contentType,
    boolean signed,
    PlainHttp http,
    Policy policy,
    List<Setting> settings,
    @Nullable Setting inboxMaximum,
    List<EventKind> events,
    EventReader reader) {

  /** The platform of applications that name none. */
  public static final String STANDARD = "standard";

  /** What is thought of endpoints whose URL is not encrypted. */
  public enum PlainHttp {
    ALLOWED,
    WARNED,
    REFUSED
  }

  public Platform {
    settings = List.copyOf(settings);
    events = List.copyOf(events);
  }

  /** How many messages of a contact are kept; empty when the platform's contacts have no inbox. */
  public OptionalInt inboxMaximum(Application application) {
    return inboxMaximum == null
        ? OptionalInt.empty()
        : OptionalInt.of(inboxMaximum.amount(application.settings().platformSettings()));
  }
}
