package dev.postrider.policy;

import java.util.BitSet;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Some of the ports 1 to 65535. Its text reads as {@code 1,7,6665-6669}. */
public final class PortSet {
  private static final int HIGHEST = 65_535;
  private static final Pattern PART = Pattern.compile("([1-9][0-9]{0,4})(?:-([1-9][0-9]{0,4}))?");

  public static final PortSet NONE = new PortSet(new BitSet());

  /**
   * The ports of services that are no web servers and may take a request for commands of their own:
   * those that browsers refuse (WHATWG Fetch, "bad port"), and those of file shares, databases,
   * caches, queues, remote desktops and cluster control.
   */
  public static final PortSet NO_WEB_SERVERS =
      parse(
          "1,7,9,11,13,15,17,19-23,25,37,42-43,53,69,77,79,87,95,101-104,109-111,113,115,117,119,"
              + "123,135,137,139,143,161,179,389,427,445,465,512-515,526,530-532,540,548,554,556,"
              + "563,587,601,636,989-990,993,995,1433,1521,1719-1720,1723,2049,2375,2379,3306,3389,"
              + "3659,4045,4190,5060-5061,5432,5672,5900,6000,6379,6566,6665-6669,6679,6697,10080,"
              + "10250,11211,27017");

  private final BitSet ports;

  private PortSet(BitSet ports) {
    this.ports = ports;
  }

  /**
   * Reads the text form; blank text is none.
   *
   * @throws IllegalArgumentException for anything else, naming it
   */
  public static PortSet parse(String text) {
    BitSet set = new BitSet();
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      Matcher matcher = PART.matcher(part.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException("neither a port nor a range of ports: " + part);
      }
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (last < first || last > HIGHEST) {
        throw new IllegalArgumentException(
            "ports from a higher to a lower, or above " + HIGHEST + ": " + part);
      }
      set.set(first, last + 1);
    }
    return new PortSet(set);
  }

  public boolean contains(int port) {
    return ports.get(port);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PortSet set && ports.equals(set.ports);
  }

  @Override
  public int hashCode() {
    return ports.hashCode();
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(",");
    for (int first = ports.nextSetBit(0); first >= 0; ) {
      int end = ports.nextClearBit(first);
      text.add(first == end - 1 ? String.valueOf(first) : first + "-" + (end - 1));
      first = ports.nextSetBit(end);
    }
    return text.toString();
  }
}
