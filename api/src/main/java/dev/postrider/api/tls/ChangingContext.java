package dev.postrider.api.tls;

import java.net.Socket;
import java.security.KeyManagementException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * An SSL context that is another one from one connection to the next, because the web server keeps
 * the one that it was built with. Safe for use by many threads.
 */
final class ChangingContext extends SSLContext {
  ChangingContext(Supplier<SSLContext> current, Consumer<Socket> handshake) {
    super(new Current(current, handshake), new None(), "TLS");
  }

  /** Provides nothing; every context has to name one. */
  private static final class None extends Provider {
    private static final long serialVersionUID = 1L;

    None() {
      super("postrider", "1", "certificates that change");
    }
  }

  private static final class Current extends SSLContextSpi {
    private final Supplier<SSLContext> current;
    private final SSLSocketFactory sockets;

    Current(Supplier<SSLContext> current, Consumer<Socket> handshake) {
      this.current = current;
      this.sockets = new ServerSockets(current, handshake);
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return sockets;
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return current.get().getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return current.get().createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return current.get().createSSLEngine(host, port);
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return current.get().getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return current.get().getClientSessionContext();
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trusted, SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("made of files, and of nothing else");
    }
  }
}
