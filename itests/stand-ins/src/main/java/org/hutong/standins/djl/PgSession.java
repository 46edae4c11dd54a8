package org.hutong.standins.djl;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hutong.standins.djl.Frames.Frame;
import org.hutong.standins.kit.Fault;

/** One client's connection through the proxy: a thread each way. */
final class PgSession {
  private static final int BUFFER = 32 << 10;
  private static final byte[] HALF_A_MESSAGE = {'C', 0, 0, 0, 64, 'I', 'N'};

  private record Portal(String sql, List<String> parameters) {}

  private final PgProxy proxy;
  private final Socket client;
  private final Socket server;
  private final DataInputStream fromClient;
  private final DataOutputStream toClient;
  private final DataInputStream fromServer;
  private final DataOutputStream toServer;
  private final Map<String, String> statements = new HashMap<>();
  private final Map<String, Portal> portals = new HashMap<>();
  private String application = "";
  private boolean inTransaction;
  private boolean wroteInTransaction;

  /** Set by the client's thread before the request goes out; taken by the server's thread. */
  private volatile Fault loseAnswer;

  PgSession(PgProxy proxy, Socket client, Socket server) throws IOException {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    fromClient = in(client);
    toClient = out(client);
    fromServer = in(server);
    toServer = out(server);
  }

  private static DataInputStream in(Socket socket) throws IOException {
    return new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
  }

  private static DataOutputStream out(Socket socket) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
  }

  void start() {
    PgProxy.thread(this::clientToServer, "client").start();
  }

  private void clientToServer() {
    try {
      if (!greet()) {
        return;
      }
      PgProxy.thread(this::serverToClient, "server").start();
      for (Frame f = Frames.read(fromClient); f != null; f = Frames.read(fromClient)) {
        if (!watch(f)) {
          return;
        }
        f.writeTo(toServer);
        if (fromClient.available() == 0) {
          toServer.flush();
        }
      }
    } catch (IOException e) {
      // One side is gone: the end of this connection, as in any network.
    } finally {
      end();
    }
  }

  /** The start-up: no encryption, only the adapter's role, then on to the server. */
  private boolean greet() throws IOException {
    byte[] body = Frames.readBody(fromClient);
    int code = ByteBuffer.wrap(body).getInt();
    while (code == Frames.SSL_REQUEST || code == Frames.GSS_REQUEST) {
      toClient.writeByte('N');
      toClient.flush();
      body = Frames.readBody(fromClient);
      code = ByteBuffer.wrap(body).getInt();
    }
    if (code == Frames.STARTUP) {
      Map<String, String> parameters = Frames.startup(body);
      application = parameters.getOrDefault("application_name", "");
      if (!proxy.role().equals(parameters.get("user"))) {
        toClient.write(Frames.fatal("28000", "role is not permitted to log in"));
        toClient.flush();
        return false;
      }
    }
    toServer.writeInt(body.length + Integer.BYTES);
    toServer.write(body);
    toServer.flush();
    return true;
  }

  /** Follows what is prepared, bound and executed; false = a fault ended the connection. */
  private boolean watch(Frame f) throws IOException {
    ByteBuffer body = ByteBuffer.wrap(f.body());
    switch (f.type()) {
      case 'P' -> statements.put(Frames.text(body), Frames.text(body));
      case 'B' -> {
        String portal = Frames.text(body);
        String sql = statements.getOrDefault(Frames.text(body), "");
        portals.put(portal, new Portal(sql, Frames.bound(body)));
      }
      case 'E' -> {
        Portal portal = portals.get(Frames.text(body));
        return portal == null || execute(new SqlCall(portal.sql(), portal.parameters()));
      }
      case 'Q' -> {
        return execute(new SqlCall(Frames.text(body), List.of()));
      }
      default -> {
        // Describe, Sync, Flush, Close, the password: pass as they are
      }
    }
    return true;
  }

  private boolean execute(SqlCall statement) throws IOException {
    proxy.countStatement();
    SqlCall.Kind kind = statement.kind();
    switch (kind) {
      case BEGIN -> inTransaction = true;
      case ROLLBACK -> endTransaction();
      case COMMIT -> {
        if (wroteInTransaction) {
          proxy.faults().take(true, true).ifPresent(fault -> loseAnswer = fault);
        }
        endTransaction();
      }
      case NAME -> application = statement.name();
      case WRITE, OTHER_WRITE, READ -> {
        return touch(statement, kind);
      }
      default -> {
        // counted as a statement, and that is all
      }
    }
    return true;
  }

  private void endTransaction() {
    inTransaction = false;
    wroteInTransaction = false;
  }

  private boolean touch(SqlCall statement, SqlCall.Kind kind) throws IOException {
    boolean writes = kind == SqlCall.Kind.WRITE;
    if (kind != SqlCall.Kind.OTHER_WRITE) {
      proxy.journal().called(statement.call(), application);
      Optional<Fault> before = proxy.faults().take(writes, false);
      if (before.isPresent() && !strikeBefore(before.get())) {
        return false;
      }
    }
    if (writes && inTransaction) {
      wroteInTransaction = true;
    } else if (writes) {
      proxy.faults().take(true, true).ifPresent(fault -> loseAnswer = fault);
    }
    return true;
  }

  private boolean strikeBefore(Fault fault) throws IOException {
    switch (fault.kind()) {
      case SLOW -> {
        proxy.faults().hold(fault.ms());
        return true;
      }
      case TIMEOUT -> {
        proxy.faults().hold(fault.ms());
        reset();
      }
      case ERROR_500 -> say(Frames.fatal("57P01", "terminating connection due to administrator"));
      case TRUNCATE -> say(HALF_A_MESSAGE);
      default -> reset();
    }
    return false;
  }

  private void serverToClient() {
    try {
      for (Frame f = Frames.read(fromServer); f != null; f = Frames.read(fromServer)) {
        Fault fault = loseAnswer;
        if (fault != null) {
          loseAnswer = null;
          if (!strikeAfter(fault, wholeAnswer(f))) {
            return;
          }
          continue;
        }
        f.writeTo(toClient);
        if (fromServer.available() == 0) {
          toClient.flush();
        }
      }
    } catch (IOException e) {
      // One side is gone: the end of this connection, as in any network.
    } finally {
      end();
    }
  }

  /** Everything up to ReadyForQuery: by then the effect is durable. */
  private byte[] wholeAnswer(Frame first) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    for (Frame f = first; f != null; f = f.type() == 'Z' ? null : Frames.read(fromServer)) {
      answer.write(f.bytes());
    }
    return answer.toByteArray();
  }

  private boolean strikeAfter(Fault fault, byte[] answer) throws IOException {
    switch (fault.kind()) {
      case SLOW -> {
        proxy.faults().hold(fault.ms());
        toClient.write(answer);
        toClient.flush();
        return true;
      }
      case TIMEOUT -> {
        proxy.faults().hold(fault.ms());
        reset();
      }
      case ERROR_500 -> say(Frames.fatal("57P01", "terminating connection due to administrator"));
      case TRUNCATE -> say(java.util.Arrays.copyOf(answer, answer.length / 2));
      default -> reset();
    }
    return false;
  }

  private void say(byte[] message) throws IOException {
    toClient.write(message);
    toClient.flush();
    end();
  }

  private void reset() throws IOException {
    client.setSoLinger(true, 0); // close() then sends RST
    end();
  }

  void end() {
    closeQuietly(client);
    closeQuietly(server);
    proxy.ended(this);
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }
}
