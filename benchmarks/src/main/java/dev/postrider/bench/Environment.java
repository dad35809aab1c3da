package dev.postrider.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;

/** The machine and the programs that the figures were measured on. */
record Environment(int cores, String system, String jdk, String postgres, LoadShape load) {

  static Environment of(Server product, LoadShape load) throws IOException, InterruptedException {
    return new Environment(
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        System.getProperty("java.vendor.version", "") + " " + Runtime.version(),
        product.postmaster().version(),
        load);
  }

  /** The machine's, over the last minute: above the cores, others take part. */
  static double loadAverage() {
    return Figures.rounded(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** One line for the foot of a table. */
  String line() {
    return "%d cores, %s, JDK %s, PostgreSQL %s; %d applications of %d endpoints, %d bytes, %d connections, %d lanes, %d in a request, %s failing"
        .formatted(
            cores,
            system,
            jdk.strip(),
            postgres,
            load.applications(),
            load.endpoints(),
            load.size(),
            load.connections(),
            load.lanes(),
            load.batch(),
            load.failures());
  }
}
