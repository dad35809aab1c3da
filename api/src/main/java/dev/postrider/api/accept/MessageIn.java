package dev.postrider.api.accept;

import dev.postrider.message.Payload;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a caller wants delivered; every member keeps its rule. */
record MessageIn(
    String eventType,
    @Nullable String orderingKey,
    List<String> channels,
    @Nullable String eventId,
    Duration retention,
    Payload payload) {}
