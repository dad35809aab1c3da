package dev.postrider.platform;

import dev.postrider.policy.Policy;
import java.util.List;

/**
 * One webhook contract, as its file states it.
 *
 * @param name what applications refer to it by; unique
 * @param about one sentence for people
 * @param contentType of every delivery
 * @param signed true when deliveries carry the headers of Standard Webhooks
 * @param policy the delivery rules of endpoints that override nothing
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
    events = List.copyOf(events);
  }
}
