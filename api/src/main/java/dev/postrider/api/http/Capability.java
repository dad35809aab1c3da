package dev.postrider.api.http;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What the token of a portal lets its bearer do, in Svix's words. */
public enum Capability {
  VIEW_BASE("ViewBase"),
  VIEW_ENDPOINT_SECRET("ViewEndpointSecret"),
  MANAGE_ENDPOINT_SECRET("ManageEndpointSecret"),
  MANAGE_TRANSFORMATIONS("ManageTransformations"),
  CREATE_ATTEMPTS("CreateAttempts"),
  MANAGE_ENDPOINT("ManageEndpoint");

  /** Whoever may change nothing. */
  public static final Set<Capability> READING = Set.of(VIEW_BASE, VIEW_ENDPOINT_SECRET);

  private final String word;

  Capability(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** These, and those that they include. */
  public static Set<Capability> withIncluded(Set<Capability> some) {
    Set<Capability> all = EnumSet.noneOf(Capability.class);
    some.forEach(one -> {
      all.add(one);
      all.addAll(withIncluded(one.included()));
    });
    return all;
  }

  /** The one that is called so. */
  public static Optional<Capability> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  private Set<Capability> included() {
    return switch (this) {
      case VIEW_BASE -> Set.of();
      case VIEW_ENDPOINT_SECRET, MANAGE_TRANSFORMATIONS, CREATE_ATTEMPTS -> Set.of(VIEW_BASE);
      case MANAGE_ENDPOINT_SECRET -> Set.of(VIEW_ENDPOINT_SECRET);
      case MANAGE_ENDPOINT -> Set.of(MANAGE_ENDPOINT_SECRET, MANAGE_TRANSFORMATIONS);
    };
  }
}
