package org.hutong.standins.djl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.hutong.standins.kit.Faults;
import org.hutong.standins.kit.Journal;
import org.hutong.standins.kit.Json;
import org.hutong.standins.kit.Secret;
import org.hutong.standins.kit.StandIn;

/** A system that is a database: a PostgreSQL behind a counting, faulty wire. */
public abstract class PgStandIn<S extends PgStore> implements StandIn {
  private static final String NONE = "none";

  /** What disturbs the wire. */
  protected final Faults faults = new Faults();

  /** The tables. */
  protected final S store;

  private final Path dir;
  private final String database;
  private final String role;
  private final Journal journal;
  private final DjlServer server;
  private final PgProxy proxy;
  private volatile String standing = NONE;

  /** Makes the tables in a server that runs. */
  @FunctionalInterface
  protected interface Opening<S> {
    /** Seeds them where they are new. */
    S open(DjlServer server, Journal journal, String password) throws IOException;
  }

  /**
   * Serves at once.
   *
   * @param role the account from outside
   */
  protected PgStandIn(
      int port, Path dir, Clock clock, String database, String role, Opening<S> opening)
      throws IOException {
    this.dir = dir;
    this.database = database;
    this.role = role;
    String password = Secret.of(dir);
    journal = new Journal(dir, clock);
    server = new DjlServer(dir, database, role);
    try {
      store = opening.open(server, journal, password);
      store.collect();
      proxy = new PgProxy(port, server.port(), role, journal, faults);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public final ObjectNode ready() {
    return Json.object()
        .put("port", proxy.port())
        .put("url", "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/" + database)
        .put("user", role)
        .put("secretFile", Secret.file(dir).toString());
  }

  @Override
  public final Journal journal() {
    store.collect();
    return journal;
  }

  /** Says whether a fault lives in the database now, and not on the wire. */
  protected final void stands(boolean inDatabase, String fault) {
    standing = inDatabase ? fault : NONE;
    if (inDatabase) {
      faults.clear();
    }
  }

  @Override
  public ObjectNode state() {
    return faults
        .toJson()
        .put("inDatabase", standing)
        .put("connections", proxy.connections())
        .put("statements", proxy.statements());
  }

  @Override
  public final void reset() {
    faults.clear();
    standing = NONE;
    try {
      store.reset();
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot reset", e);
    }
  }

  @Override
  public final void close() {
    faults.close();
    proxy.close();
    server.close();
    try {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
