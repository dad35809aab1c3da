package dev.postrider.receiver.servlet;

import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.adapter.Endpoint;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Tomcat with the servlet. */
final class TomcatEndpoint implements Endpoint {
  private final Tomcat tomcat = new Tomcat();
  private final Inbox inbox;
  private final Path base;

  /** Waits no longer than this for a sender's next byte; these filters come first. */
  TomcatEndpoint(Inbox inbox, String path, Duration silence, Filter... filters) throws Exception {
    this.inbox = inbox;
    this.base = Files.createTempDirectory("tomcat");
    tomcat.setBaseDir(base.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("connectionTimeout", Long.toString(silence.toMillis()));
    Context context = tomcat.addContext("", base.toString());
    Tomcat.addServlet(context, "webhooks", new InboxServlet(inbox)).addMapping(path);
    for (Filter filter : List.of(filters)) {
      FilterDef definition = new FilterDef();
      definition.setFilterName("first");
      definition.setFilter(filter);
      FilterMap map = new FilterMap();
      map.setFilterName("first");
      map.addURLPattern("/*");
      context.addFilterDef(definition);
      context.addFilterMap(map);
    }
    tomcat.start();
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  @Override
  public void close() throws IOException {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IOException(e);
    }
    inbox.close();
    try (Stream<Path> files = Files.walk(base)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
