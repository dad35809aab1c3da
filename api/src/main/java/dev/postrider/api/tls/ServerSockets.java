package dev.postrider.api.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes TLS of connections that the server took: by the certificate of the moment, with nothing
 * older than TLS 1.2 and no cipher without forward secrecy and authentication. Safe for use by many
 * threads.
 */
final class ServerSockets extends SSLSocketFactory {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final Supplier<SSLContext> current;
  private final Consumer<Socket> handshake;
  private final String[] ciphers;

  ServerSockets(Supplier<SSLContext> current, Consumer<Socket> handshake) {
    this.current = current;
    this.handshake = handshake;
    this.ciphers =
        Arrays.stream(current.get().getDefaultSSLParameters().getCipherSuites())
            .filter(ServerSockets::good)
            .toArray(String[]::new);
  }

  private static boolean good(String cipher) {
    return (cipher.contains("_GCM_") || cipher.contains("_CHACHA20_"))
        && !cipher.startsWith("TLS_RSA_");
  }

  /**
   * The web server has it leave the connection open at its end, and then nobody closes it: so it is
   * closed here with the TLS around it.
   */
  @Override
  public Socket createSocket(Socket socket, @Nullable InputStream consumed, boolean leftOpen)
      throws IOException {
    handshake.accept(socket);
    SSLSocket tls =
        (SSLSocket) current.get().getSocketFactory().createSocket(socket, consumed, true);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setCipherSuites(ciphers);
    parameters.setUseCipherSuitesOrder(true);
    tls.setSSLParameters(parameters);
    return tls;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return ciphers.clone();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return ciphers.clone();
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose) {
    throw connectsNowhere();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw connectsNowhere();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
    throw connectsNowhere();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw connectsNowhere();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
    throw connectsNowhere();
  }

  private static UnsupportedOperationException connectsNowhere() {
    return new UnsupportedOperationException("a server takes connections and makes none");
  }
}
