package dev.postrider.policy;

import java.util.List;

/**
 * What an HTTP status means.
 *
 * @param onlyOk true when nothing but 200 is success; otherwise every 2xx is
 * @param refusals statuses after which the message is given up at once
 * @param goodbyes statuses after which the endpoint is disabled too
 */
public record StatusRules(boolean onlyOk, StatusSet refusals, StatusSet goodbyes) {

  /**
   * Every 2xx succeeds; 410 Gone disables the endpoint (Standard Webhooks 1.0); all else is tried
   * again.
   */
  public static final StatusRules STANDARD =
      new StatusRules(false, StatusSet.NONE, StatusSet.of(List.of(410)));

  /** True when the status gives up the message and says nothing against the endpoint. */
  public boolean refuses(int status) {
    return refusals.contains(status);
  }

  boolean success(int status) {
    return onlyOk ? status == 200 : status >= 200 && status < 300;
  }
}
