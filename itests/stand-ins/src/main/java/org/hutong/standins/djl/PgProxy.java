package org.hutong.standins.djl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.hutong.standins.kit.Faults;
import org.hutong.standins.kit.Journal;

/** The port given to clients: counts what passes, and lets faults strike on the way. */
public final class PgProxy implements AutoCloseable {
  private static final int BACKLOG = 100;

  private final ServerSocket server;
  private final int target;
  private final String role;
  private final Journal journal;
  private final Faults faults;
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong statements = new AtomicLong();
  private final Set<PgSession> open = ConcurrentHashMap.newKeySet();

  /** Serves at once. */
  public PgProxy(int port, int target, String role, Journal journal, Faults faults)
      throws IOException {
    this.server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    this.target = target;
    this.role = role;
    this.journal = journal;
    this.faults = faults;
    thread(this::acceptAll, "accept").start();
  }

  static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, "pg-" + name);
    thread.setDaemon(true);
    return thread;
  }

  /** The port given to clients. */
  public int port() {
    return server.getLocalPort();
  }

  /** How many came. */
  public long connections() {
    return connections.get();
  }

  /** How many statements passed. */
  public long statements() {
    return statements.get();
  }

  /** Who may come in from outside. */
  String role() {
    return role;
  }

  Journal journal() {
    return journal;
  }

  Faults faults() {
    return faults;
  }

  void countStatement() {
    statements.incrementAndGet();
  }

  void ended(PgSession session) {
    open.remove(session);
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      Socket client;
      try {
        client = server.accept();
      } catch (IOException e) {
        return; // closed: nobody else is to come
      }
      connections.incrementAndGet();
      try {
        PgSession session =
            new PgSession(this, client, new Socket(InetAddress.getLoopbackAddress(), target));
        open.add(session);
        session.start();
      } catch (IOException e) {
        PgSession.closeQuietly(client); // PostgreSQL takes no more: neither do we
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(PgSession::end);
  }
}
