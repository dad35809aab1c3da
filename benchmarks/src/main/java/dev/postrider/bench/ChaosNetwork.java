package dev.postrider.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The ways to all receivers: a proxy before each, so that each can have weather of its own. */
final class ChaosNetwork implements AutoCloseable {
  private final List<ChaosProxy> proxies;

  private ChaosNetwork(List<ChaosProxy> proxies) {
    this.proxies = List.copyOf(proxies);
  }

  static ChaosNetwork open(int endpoints, int receiversPort) throws IOException {
    List<ChaosProxy> proxies = new ArrayList<>();
    for (int i = 0; i < endpoints; i++) {
      proxies.add(ChaosProxy.open(receiversPort));
    }
    return new ChaosNetwork(proxies);
  }

  /** Where the server finds the receiver of an endpoint. */
  String url(String host, int endpoint) {
    return "http://%s:%d%s"
        .formatted(host, proxies.get(endpoint).port(), ChaosReceivers.path(endpoint));
  }

  /** All endpoints. */
  List<Integer> everywhere() {
    return IntStream.range(0, proxies.size()).boxed().toList();
  }

  void change(List<Integer> endpoints, ChaosWeather weather) {
    endpoints.forEach(endpoint -> proxies.get(endpoint).change(weather));
  }

  @Override
  public void close() throws IOException {
    for (ChaosProxy proxy : proxies) {
      proxy.close();
    }
  }
}
