package dev.postrider.api.accept;

import dev.postrider.inbox.Posting;
import dev.postrider.message.Payload;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants delivered; every member keeps its rule.
 *
 * @param posting the inbox that it goes to as well; null for none
 */
record MessageIn(
    String eventType,
    @Nullable String orderingKey,
    List<String> channels,
    @Nullable String eventId,
    Duration retention,
    Payload payload,
    @Nullable Posting posting) {}
