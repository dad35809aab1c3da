package dev.postrider.platforms;

import java.util.List;
import java.util.stream.Collectors;

/** The platform files cannot be used; says all that is wrong with them. */
public final class InvalidPlatforms extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<PlatformFault> faults;

  InvalidPlatforms(List<PlatformFault> faults) {
    super(faults.stream().map(PlatformFault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  public List<PlatformFault> faults() {
    return faults;
  }
}
