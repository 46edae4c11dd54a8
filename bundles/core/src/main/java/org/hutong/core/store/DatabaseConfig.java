package org.hutong.core.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which database, and its limits.
 *
 * @param kind {@code derby} or {@code postgresql}
 * @param folder Derby's folder; unused for PostgreSQL
 * @param url PostgreSQL's JDBC URL; unused for Derby
 * @param readers connections of the read pool
 * @param queue units that may wait for the writer before it refuses
 * @param group units that share a commit at most
 * @param answerSeconds how long PostgreSQL may be silent before its connection counts as lost
 */
public record DatabaseConfig(
    String kind,
    Path folder,
    @Nullable String url,
    @Nullable String user,
    @Nullable String password,
    int readers,
    int queue,
    int group,
    int answerSeconds) {
  /** Derby in this folder, with the usual limits. */
  public static DatabaseConfig derby(Path folder) {
    return new DatabaseConfig("derby", folder, null, null, null, 8, 4096, 256, 60);
  }

  /** PostgreSQL at this URL, with the usual limits. */
  public static DatabaseConfig postgresql(String url, String user, String password) {
    return new DatabaseConfig("postgresql", Path.of("."), url, user, password, 8, 4096, 256, 60);
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return "DatabaseConfig[" + kind + "]";
  }
}
