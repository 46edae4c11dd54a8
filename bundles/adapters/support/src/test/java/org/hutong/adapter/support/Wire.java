package org.hutong.adapter.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A wire to a real server that breaks when told to: it passes bytes on until the client has said a
 * given word, then lets the server hear it and keeps the answer.
 */
public final class Wire implements AutoCloseable {
  /** What happens to the answer. */
  public enum Fault {
    /** It comes. */
    NONE,
    /** It never comes; the connection stays open. */
    HANG,
    /** The connection is reset instead. */
    RESET
  }

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Fault fault = Fault.NONE;
  private volatile String word = "";

  /** A wire to a port of this machine. */
  public Wire(int target) throws IOException {
    this.target = target;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    run(this::accept);
  }

  /** Where clients connect. */
  public int port() {
    return listener.getLocalPort();
  }

  /** From now on the answer to the word meets this fault. */
  public void after(String said, Fault then) {
    word = said;
    fault = then;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(client);
      sockets.add(server);
      boolean[] broken = {false};
      run(() -> upstream(client, server, broken));
      run(() -> downstream(server, client, broken));
    }
  }

  private void upstream(Socket client, Socket server, boolean[] broken) throws IOException {
    byte[] buffer = new byte[8192];
    InputStream in = client.getInputStream();
    OutputStream out = server.getOutputStream();
    StringBuilder heard = new StringBuilder();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      heard.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
      if (fault != Fault.NONE && heard.indexOf(word) >= 0) {
        synchronized (broken) {
          broken[0] = true;
        }
      }
      out.write(buffer, 0, n);
      out.flush();
      if (heard.length() > 65536) {
        heard.setLength(0);
      }
    }
    close(server);
  }

  private void downstream(Socket server, Socket client, boolean[] broken) throws IOException {
    byte[] buffer = new byte[8192];
    InputStream in = server.getInputStream();
    OutputStream out = client.getOutputStream();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      boolean lost;
      synchronized (broken) {
        lost = broken[0];
      }
      if (!lost) {
        out.write(buffer, 0, n);
        out.flush();
      } else if (fault == Fault.RESET) {
        client.setSoLinger(true, 0);
        close(client);
        return;
      }
    }
    if (!broken[0] || fault != Fault.HANG) {
      close(client);
    }
  }

  private interface Io {
    void run() throws IOException;
  }

  private static void run(Io io) {
    Thread thread =
        new Thread(
            () -> {
              try {
                io.run();
              } catch (IOException e) {
                // A wire that was cut: the other side sees it too.
              }
            },
            "wire");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
