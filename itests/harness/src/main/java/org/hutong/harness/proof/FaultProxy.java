package org.hutong.harness.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy between a lane and its system that spoils what passes. It knows bytes only, so it
 * does the same to HTTP and to a database's protocol; canned answers are for HTTP.
 */
final class FaultProxy implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;
  private static final Duration DRIP = Duration.ofMillis(40);

  /** What happens to what passes. */
  enum Mode {
    PASS,
    /** Nobody listens, and what was connected is cut. */
    REFUSE,
    /** Half of the answer, then a reset. */
    RESET,
    /** The system acts; its answer never comes. */
    HANG,
    /** The answer comes byte by byte. */
    DRIP,
    /** Half of the answer, then an orderly end. */
    TRUNCATE,
    /** What was sent is sent a second time on another connection. */
    DUPLICATE,
    /** The system is not asked: the answer is canned. */
    CANNED
  }

  private final int systemPort;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger struck = new AtomicInteger();
  private volatile ServerSocket server;
  private volatile Mode mode = Mode.PASS;
  private volatile byte[] canned = {};

  /** Listens on a free port of its own, which stays the same. */
  FaultProxy(int systemPort) throws IOException {
    this.systemPort = systemPort;
    this.server = listen(0);
    this.port = server.getLocalPort();
    accept(server);
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  int port() {
    return port;
  }

  /** How often the fault in force has struck. */
  int struck() {
    return struck.get();
  }

  /** Puts a fault in force. */
  void set(Mode now) throws IOException {
    struck.set(0);
    mode = now;
    if (now == Mode.REFUSE) {
      server.close();
      cut();
    } else if (server.isClosed()) {
      server = listen(port);
      accept(server);
    }
  }

  /** Answers every request with this status and body, and asks nobody. */
  void answer(String status, String headers, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + bytes.length + "\r\n";
    byte[] start = (head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] all = java.util.Arrays.copyOf(start, start.length + bytes.length);
    System.arraycopy(bytes, 0, all, start.length, bytes.length);
    canned = all;
    set(Mode.CANNED);
  }

  /** Ends every connection, as a router that restarts does. */
  void cut() {
    open.forEach(FaultProxy::quietly);
  }

  private void accept(ServerSocket listening) {
    daemon(
        () -> {
          while (!listening.isClosed()) {
            try {
              begin(listening.accept());
            } catch (IOException e) {
              // The next one may come, unless nobody listens any more.
            }
          }
        });
  }

  private void begin(Socket client) throws IOException {
    Socket system = new Socket(InetAddress.getLoopbackAddress(), systemPort);
    open.add(client);
    open.add(system);
    Passed passed = new Passed();
    daemon(() -> pump(client, system, passed, true));
    daemon(() -> pump(system, client, passed, false));
  }

  /** The last request of a connection, as far as a chunk tells. */
  private static final class Passed {
    private volatile byte[] request = {};
  }

  private void pump(Socket from, Socket to, Passed passed, boolean request) {
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int n = in.read(chunk);
      while (n >= 0) {
        if (request) {
          up(chunk, n, from, out, passed);
        } else {
          down(chunk, n, to, out, passed);
        }
        n = in.read(chunk);
      }
    } catch (IOException e) {
      // Either side has ended: so does the other.
    } finally {
      quietly(from);
      quietly(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private void up(byte[] chunk, int n, Socket client, OutputStream out, Passed passed)
      throws IOException {
    byte[] before = passed.request;
    byte[] all = java.util.Arrays.copyOf(before, before.length + n);
    System.arraycopy(chunk, 0, all, before.length, n);
    passed.request = all;
    if (mode != Mode.CANNED) {
      out.write(chunk, 0, n);
      out.flush();
    } else if (whole(all)) {
      struck.incrementAndGet();
      client.getOutputStream().write(canned);
      client.getOutputStream().flush();
      throw new IOException("answered");
    }
  }

  /** Whether the head and as much of a body as it announces are there. */
  private static boolean whole(byte[] request) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    int length = 0;
    for (String line : text.substring(0, end).split("\r\n")) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return request.length >= end + 4 + length;
  }

  private void down(byte[] chunk, int n, Socket client, OutputStream out, Passed passed)
      throws IOException {
    byte[] request = passed.request;
    passed.request = new byte[0];
    switch (mode) {
      case RESET -> {
        struck.incrementAndGet();
        out.write(chunk, 0, n / 2);
        out.flush();
        client.setSoLinger(true, 0);
        client.close();
        throw new IOException("reset");
      }
      case TRUNCATE -> {
        struck.incrementAndGet();
        out.write(chunk, 0, n / 2);
        out.flush();
        throw new IOException("truncated");
      }
      case HANG -> struck.incrementAndGet();
      case DRIP -> {
        struck.incrementAndGet();
        for (int i = 0; i < n; i++) {
          out.write(chunk, i, 1);
          out.flush();
          LockSupport.parkNanos(mode == Mode.DRIP ? DRIP.toNanos() : 0);
        }
      }
      case DUPLICATE -> {
        repeat(request);
        out.write(chunk, 0, n);
      }
      default -> out.write(chunk, 0, n);
    }
    out.flush();
  }

  private void repeat(byte[] request) throws IOException {
    if (request.length == 0) {
      return;
    }
    struck.incrementAndGet();
    try (Socket again = new Socket(InetAddress.getLoopbackAddress(), systemPort)) {
      again.setSoTimeout(2_000);
      again.getOutputStream().write(request);
      again.getOutputStream().flush();
      again.getInputStream().read(new byte[CHUNK]);
    }
  }

  private static void quietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is to be gone, and is.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "fault-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
