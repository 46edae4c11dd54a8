package org.hutong.standins.djl;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * A real PostgreSQL whose files stay in {@code DIR/pg}. It ends with this process, also when this
 * process is killed: a shell that waits on a pipe from here stops it.
 */
public final class DjlServer implements AutoCloseable {
  static final String DATABASE = "djl";
  static final String ROLE = "djl_adapter";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long STOP_LIMIT_S = 15;

  /** Only the role's own password opens the way in; the superuser is for this process. */
  private static final String HBA =
      """
      host all postgres 127.0.0.1/32 trust
      host all postgres ::1/128 trust
      host %s %s 127.0.0.1/32 scram-sha-256
      """;

  private final EmbeddedPostgres postgres;
  private final Process watchdog;

  DjlServer(Path dir) throws IOException {
    this(dir, DATABASE, ROLE);
  }

  /** The same for another system: one database, one role that may come in from outside. */
  public DjlServer(Path dir, String database, String role) throws IOException {
    Path data = dir.resolve("pg");
    endLeftOver(data);
    postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPGStartupWait(START_LIMIT)
            .setLocaleConfig("locale", "C")
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("timezone", "Asia/Shanghai")
            .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
            .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
            .setDataDirectoryCustomizer(files -> writeHba(files, HBA.formatted(database, role)))
            .start();
    String stopWhenThePipeEnds = "read line; kill -INT " + pid(data);
    watchdog = new ProcessBuilder("sh", "-c", stopWhenThePipeEnds).start();
  }

  private static void writeHba(File data, String hba) {
    try {
      Files.writeString(data.toPath().resolve("pg_hba.conf"), hba);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server of a killed process may still be on its way down. */
  private static void endLeftOver(Path data) throws IOException {
    if (!Files.exists(data.resolve("postmaster.pid"))) {
      return;
    }
    ProcessHandle old = ProcessHandle.of(pid(data)).filter(DjlServer::isPostgres).orElse(null);
    if (old != null) {
      try {
        old.onExit().get(STOP_LIMIT_S, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        old.destroyForcibly();
        old.onExit().join();
      } catch (ExecutionException e) {
        throw new IOException("Cannot see the end of the old server", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while the old server ends", e);
      }
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("postgres");
  }

  private static long pid(Path data) throws IOException {
    List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
    return Long.parseLong(lines.get(0).strip());
  }

  /** For the stand-in itself. */
  public DataSource superuser(String database) {
    return postgres.getDatabase("postgres", database);
  }

  /** Of the server itself, behind the proxy. */
  public int port() {
    return postgres.getPort();
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      watchdog.destroy();
    }
  }
}
