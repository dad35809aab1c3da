package dev.postrider.api.http;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ends a request with an error answer. It carries no stack trace: it is the caller's fault, or the
 * weather's, and is thrown on paths that anybody can make hot.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Answer answer;
  private final transient String detail;
  private final transient List<Problem> problems;

  private Refusal(Answer answer, String detail) {
    this(answer, detail, List.of());
  }

  private Refusal(Answer answer, String detail, List<Problem> problems) {
    super(null, null, false, false);
    this.answer = answer;
    this.detail = detail;
    this.problems = List.copyOf(problems);
  }

  /** How this API says it. */
  public Answer answer() {
    return answer;
  }

  /** The status by which this API says it. */
  public int status() {
    return answer.status();
  }

  /** Why, for people who call an API that says it otherwise. */
  public String detail() {
    return detail;
  }

  /** What is wrong with the request, as far as it is known member by member. */
  public List<Problem> problems() {
    return problems;
  }

  public static Refusal badRequest(String code, String detail) {
    return coded(400, code, detail);
  }

  public static Refusal unauthenticated(String detail) {
    return coded(401, "authentication_failed", detail);
  }

  public static Refusal forbidden() {
    return coded(403, "insufficient access", "Insufficient access for the given operation.");
  }

  /** The same in other words. */
  public static Refusal forbidden(String detail) {
    return coded(403, "insufficient access", detail);
  }

  public static Refusal notFound() {
    return notFound("Entity not found");
  }

  /** The same in other words. */
  public static Refusal notFound(String detail) {
    return coded(404, "not_found", detail);
  }

  static Refusal noRoute() {
    return coded(404, "not_found", "There is nothing at this path");
  }

  static Refusal methodNotAllowed(String methods) {
    String detail = "This path answers " + methods;
    return new Refusal(body(405, "method_not_allowed", detail).allowing(methods), detail);
  }

  public static Refusal conflict(String detail) {
    return coded(409, "conflict", detail);
  }

  public static Refusal conflict(String code, String detail) {
    return coded(409, code, detail);
  }

  /** The length of the body, or one of its chunks, is nonsense. */
  static Refusal misframed() {
    String detail = "The body's length or chunks cannot be read";
    return new Refusal(body(400, "generic_error", detail).closing(), detail);
  }

  /** A body over HTTP/2 without its length. */
  static Refusal lengthRequired() {
    return coded(411, "length_required", "Over HTTP/2 a body needs a Content-Length");
  }

  public static Refusal unprocessable(Problem problem) {
    return unprocessable(List.of(problem));
  }

  public static Refusal unprocessable(List<Problem> problems) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name("detail").beginArray();
    problems.forEach(problem -> problem.write(json));
    json.endArray().endObject();
    String detail = problems.stream().map(Problem::sentence).collect(Collectors.joining("; "));
    return new Refusal(Answer.json(422, json), detail, problems);
  }

  /** The first request with this key has not ended; after the wait its answer may be there. */
  static Refusal stillRunning(Duration retryAfter) {
    String detail =
        "A request with this idempotency key is still under way; ask again for its answer";
    return new Refusal(body(409, "conflict", detail).retryAfter(retryAfter), detail);
  }

  /** Worth another try after the wait; nothing was promised. */
  public static Refusal unavailable(String detail, Duration retryAfter) {
    return new Refusal(body(503, "unavailable", detail).retryAfter(retryAfter), detail);
  }

  /** There is too much of this caller at once; after the wait it may try again. */
  public static Refusal tooOften(int status, String detail, Duration retryAfter) {
    return new Refusal(body(status, "rate_limit", detail).retryAfter(retryAfter), detail);
  }

  /** A mistake of our own, of which the caller learns no more. */
  static Refusal internal() {
    return new Refusal(
        Answer.json(500, new JsonWriter().beginObject().endObject()), "Internal error");
  }

  static Refusal coded(int status, String code, String detail) {
    return new Refusal(body(status, code, detail), detail);
  }

  /** The error body that is not about a member. */
  private static Answer body(int status, String code, String detail) {
    JsonWriter json = new JsonWriter();
    json.beginObject();
    json.name("code").value(code);
    json.name("detail").value(detail);
    json.endObject();
    return Answer.json(status, json);
  }
}
