package dev.postrider.policy;

import java.util.Set;

/**
 * What an HTTP status means.
 *
 * @param onlyOk true when nothing but 200 is success; otherwise every 2xx is
 * @param refusals statuses after which the message is given up at once
 * @param goodbyes statuses after which the endpoint is disabled too
 */
public record StatusRules(boolean onlyOk, Set<Integer> refusals, Set<Integer> goodbyes) {

  /**
   * Every 2xx succeeds; 410 Gone disables the endpoint (Standard Webhooks 1.0); all else is tried
   * again.
   */
  public static final StatusRules STANDARD = new StatusRules(false, Set.of(), Set.of(410));

  public StatusRules {
    refusals = Set.copyOf(refusals);
    goodbyes = Set.copyOf(goodbyes);
  }

  boolean success(int status) {
    return onlyOk ? status == 200 : status >= 200 && status < 300;
  }
}
