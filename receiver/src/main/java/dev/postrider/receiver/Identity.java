package dev.postrider.receiver;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what names a webhook: two with one id are the same, and only the first is handled.
 *
 * <p>Called after the request was verified. An id has 1 to 512 characters, none of them a control
 * character; a request with another is refused as malformed.
 */
@FunctionalInterface
public interface Identity {

  /**
   * The id; null when the request has none. What is thrown counts as none.
   *
   * @param headers {@code webhook-id} is the one that was verified, if the sender signs its ids
   * @param body as it came; not to be changed
   */
  @Nullable String of(RequestHeaders headers, byte[] body) throws Exception;

  /** The id of Standard Webhooks: the same in all attempts of one message. */
  static Identity webhookId() {
    return (headers, body) -> {
      List<String> ids = headers.all("webhook-id");
      List<String> found = ids.isEmpty() ? headers.all("svix-id") : ids;
      return found.size() == 1 ? found.getFirst() : null;
    };
  }

  /**
   * The SHA-256 of the body, for senders that name their messages nowhere (mluvii). Two events that
   * are alike to the last byte are then one.
   */
  static Identity bodyHash() {
    return (headers, body) -> HexFormat.of().formatHex(Hash.sha256(body));
  }
}
