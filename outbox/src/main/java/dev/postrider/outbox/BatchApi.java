package dev.postrider.outbox;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sends batches to {@code POST /api/v1/app/{app}/msg/batch}. Whatever comes back, or does not, is
 * an {@link Answer}; only interruption is thrown. It follows no redirection: the token is for this
 * host.
 */
final class BatchApi implements AutoCloseable {
  /** A thousand answers with all their headers, tags and channels are shorter. */
  private static final int LONGEST_ANSWER = 32 * 1024 * 1024;

  private static final String NO_MESSAGE = "{}";

  private final HttpClient http;
  private final String base;
  private final Supplier<String> token;
  private final Duration timeout;
  private final InstantSource clock;

  BatchApi(URI base, Supplier<String> token, Duration timeout, InstantSource clock) {
    this.base = base.toString().replaceAll("/+$", "");
    this.token = token;
    this.timeout = timeout;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /**
   * Sends these at this time: whoever asks afterwards which of them went with a time of delivery
   * has the same time in hand.
   */
  Answer send(String application, List<Waiting.Loaded> messages, Instant sentAt)
      throws InterruptedException {
    return send(application, messages.stream().map(message -> message.json(sentAt)).toList());
  }

  /**
   * Asks whether batches are read there, with a message that is none: Postrider refuses that by
   * itself and takes nothing.
   */
  Answer ask(String application) throws InterruptedException {
    return send(application, List.of(NO_MESSAGE));
  }

  private Answer send(String application, List<String> messages) throws InterruptedException {
    HttpRequest request;
    try {
      request = request(application, messages);
    } catch (RuntimeException e) {
      // Failure policy: wait. The supplier of the token may do better in a while. Not its message:
      // it may show a token that is no header.
      return busy("there is no token: " + e.getClass().getSimpleName());
    }
    // A time limit of the request's own would end with the answer's first line.
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, info -> new BoundedBody(LONGEST_ANSWER));
    try {
      return read(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS), messages.size());
    } catch (TimeoutException e) {
      return busy("no answer within " + timeout);
    } catch (ExecutionException e) {
      return busy(String.valueOf(e.getCause()));
    } catch (UnreadableAnswerException e) {
      return busy(String.valueOf(e.getMessage()));
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(String application, List<String> messages) {
    String body = messages.stream().collect(Collectors.joining(",", "{\"messages\":[", "]}"));
    return HttpRequest.newBuilder(URI.create(base + "/api/v1/app/" + application + "/msg/batch"))
        .header("Authorization", "Bearer " + token.get())
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private Answer read(HttpResponse<byte[]> response, int count) throws UnreadableAnswerException {
    int status = response.statusCode();
    return switch (status) {
      case 200 -> new Answer.Each(AnswerReader.each(response.body(), count));
      case 413, 422 -> new Answer.Unfit(status + " " + AnswerReader.reason(response.body()));
      case 401 -> busy("401, the token is refused");
      case 403, 404 -> new Answer.NoWay(status + " " + AnswerReader.reason(response.body()));
      default -> new Answer.Busy("answered " + status, retryAfter(response));
    };
  }

  private static Answer busy(String why) {
    return new Answer.Busy(why, Duration.ZERO);
  }

  /** Seconds or a time (RFC 9110, 10.2.3); zero when it says neither. */
  private Duration retryAfter(HttpResponse<?> response) {
    String value = response.headers().firstValue("Retry-After").orElse("").strip();
    if (value.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(clock.instant(), then);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
