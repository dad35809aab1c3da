package dev.postrider.receiver.servlet;

import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.Receipt;
import dev.postrider.receiver.RequestHeaders;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.function.Supplier;

/**
 * Answers webhooks as an inbox says, with empty bodies; POST only. Safe for many threads.
 *
 * <p>The body is read as bytes, whatever its {@code Content-Type} says, and no parameter is asked
 * for. No filter before it may read the body either, not even by {@code getParameter}: what it has
 * read of a form is gone, and what is left is not what was signed (401).
 *
 * <p>How long a sender may say nothing is the web server's to limit: in Tomcat {@code
 * connectionTimeout} of the connector (20 or 60 seconds unless said otherwise), in Jetty {@code
 * idleTimeout}. Whoever sends slowly without a pause of that length is cut off by the inbox's
 * {@code bodyTime}. Tomcat answers whom it has cut off (408) with a page of its own, which has a
 * stack trace in it unless {@code showReport} of its {@code ErrorReportValve} is false.
 */
public final class InboxServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  // Servlets are serializable by inheritance; nobody has serialized one for decades.
  @SuppressWarnings("serial")
  private final Supplier<Inbox> inbox;

  /** Of this inbox, which somebody else closes. */
  public InboxServlet(Inbox inbox) {
    this(() -> inbox);
  }

  /**
   * Of an inbox that is opened later than the servlet is made.
   *
   * @param inbox asked for with each request
   */
  public InboxServlet(Supplier<Inbox> inbox) {
    this.inbox = inbox;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getMethod().equals("POST")) {
      answer(inbox.get().receive(headers(request), request.getInputStream()), request, response);
    } else {
      response.setHeader("Allow", "POST");
      empty(HttpServletResponse.SC_METHOD_NOT_ALLOWED, response);
    }
  }

  private static RequestHeaders headers(HttpServletRequest request) {
    return name -> Collections.list(request.getHeaders(name));
  }

  private static void answer(
      Receipt receipt, HttpServletRequest request, HttpServletResponse response) {
    receipt
        .retryAfter()
        .ifPresent(after -> response.setHeader("Retry-After", Long.toString(after.toSeconds())));
    // HTTP/2 has no such header.
    if (receipt.endsConnection() && request.getProtocol().startsWith("HTTP/1")) {
      response.setHeader("Connection", "close");
    }
    empty(receipt.status(), response);
  }

  private static void empty(int status, HttpServletResponse response) {
    // Not sendError, which would answer with a page.
    response.setStatus(status);
    response.setContentLength(0);
  }
}
