package dev.postrider.api.http;

import io.helidon.common.context.Context;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.http.DirectHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What a web server would lend its connections, if there were one. */
record InMemoryListener(
    ListenerConfig config,
    DirectHandlers directHandlers,
    Context context,
    MediaContext mediaContext,
    ContentEncodingContext contentEncodingContext,
    ExecutorService executor)
    implements ListenerContext {
  InMemoryListener(ListenerConfig config, DirectHandlers directHandlers) {
    this(
        config,
        directHandlers,
        Context.create(),
        MediaContext.create(),
        ContentEncodingContext.create(),
        Executors.newVirtualThreadPerTaskExecutor());
  }
}
