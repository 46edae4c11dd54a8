package org.hutong.adapter.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A wire to a real server that breaks when told to: it passes bytes on until the client has said a
 * given word, then lets the server hear it and keeps the answer.
 */
public final class Wire implements AutoCloseable {
  private static final int REMEMBERED = 65_536;

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
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger disturbed = new AtomicInteger();
  private volatile Fault fault = Fault.NONE;
  private volatile String word = "";

  /** One client's connection. */
  private static final class Link {
    private Fault fault = Fault.NONE;

    synchronized boolean breakBy(Fault with) {
      boolean first = fault == Fault.NONE;
      fault = with;
      return first;
    }

    synchronized Fault fault() {
      return fault;
    }
  }

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

  /**
   * The answers on every connection meet this fault from now on. For protocols whose words cannot
   * be read on the wire: the real system calls it when it has acted.
   */
  public void now(Fault then) {
    for (Link link : links) {
      if (then != Fault.NONE && link.breakBy(then)) {
        disturbed.incrementAndGet();
      }
    }
  }

  /** How many connections met a fault: how often the client tried. */
  public int disturbed() {
    return disturbed.get();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(client);
      sockets.add(server);
      Link link = new Link();
      links.add(link);
      run(() -> upstream(client, server, link));
      run(() -> downstream(server, client, link));
    }
  }

  private void upstream(Socket client, Socket server, Link link) throws IOException {
    byte[] buffer = new byte[8192];
    InputStream in = client.getInputStream();
    OutputStream out = server.getOutputStream();
    StringBuilder heard = new StringBuilder();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      heard.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
      Fault now = fault;
      if (now != Fault.NONE && heard.indexOf(word) >= 0 && link.breakBy(now)) {
        disturbed.incrementAndGet();
      }
      out.write(buffer, 0, n);
      out.flush();
      if (heard.length() > REMEMBERED) {
        heard.setLength(0);
      }
    }
    links.remove(link);
    server.close();
  }

  private static void downstream(Socket server, Socket client, Link link) throws IOException {
    byte[] buffer = new byte[8192];
    InputStream in = server.getInputStream();
    OutputStream out = client.getOutputStream();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      switch (link.fault()) {
        case NONE -> {
          out.write(buffer, 0, n);
          out.flush();
        }
        case RESET -> {
          client.setSoLinger(true, 0);
          client.close();
          return;
        }
        case HANG -> {}
      }
    }
    if (link.fault() != Fault.HANG) {
      client.close();
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

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
