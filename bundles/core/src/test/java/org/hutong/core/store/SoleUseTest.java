package org.hutong.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two appliances over one PostgreSQL would give the same numbers twice. */
class SoleUseTest {
  @TempDir Path folder;
  private EmbeddedPostgres server;

  @BeforeEach
  void startServer() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  private String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  private SqlStore open() throws Exception {
    return SqlStore.open(
        DatabaseConfig.postgresql(url(), "postgres", "postgres"),
        KeyRing.open(folder.resolve("keys")),
        Clock.systemUTC());
  }

  private static int write(SqlStore store, String reference) {
    return store.write(tx -> StoreContract.change(tx, reference));
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", "postgres");
  }

  /** Ends every session but the one that asks, as a server does that is started anew. */
  private void endSessions() throws SQLException {
    try (Connection mine = connection();
        Statement statement = mine.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
              + " WHERE pid <> pg_backend_pid() AND application_name = 'hutong'");
    }
  }

  @Test
  void aSecondApplianceIsRefusedAndTheFirstGoesOn() throws Exception {
    try (SqlStore first = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreRefused.class)
          .hasMessageContaining("另一台设备")
          .hasMessageContaining("127.0.0.1");
      assertThat(write(first, "first")).isOne();
    }
    try (SqlStore second = open()) {
      assertThat(write(second, "second")).isOne();
    }
  }

  @Test
  void theServerIsToLookWhetherTheMachineIsThere() throws Exception {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      new SoleUse().take(connection);
      for (String setting : List.of("tcp_keepalives_idle=30", "tcp_user_timeout=60000")) {
        String[] parts = setting.split("=");
        try (ResultSet row = statement.executeQuery("SHOW " + parts[0])) {
          row.next();
          assertThat(row.getString(1)).as(parts[0]).isEqualTo(parts[1]);
        }
      }
    }
  }

  @Test
  void whoWasAwayWhileAnotherWroteWritesNoMore() throws Exception {
    try (SqlStore first = open()) {
      write(first, "first");
      endSessions();
      try (SqlStore second = open()) {
        write(second, "second");
      }
      for (int i = 0; i < 3; i++) {
        Refused refused = catchThrowableOfType(Refused.class, () -> write(first, "late"));
        assertThat(refused.code()).isEqualTo(Code.STORE_UNAVAILABLE);
      }
      assertThat(first.trouble().orElse("")).contains("须重新启动");
    }
    try (SqlStore again = open()) {
      assertThat(write(again, "again")).isOne();
    }
  }

  @Test
  void whoWasAwayAloneGoesOn() throws Exception {
    try (SqlStore store = open()) {
      write(store, "before");
      endSessions();
      Refused once = catchThrowableOfType(Refused.class, () -> write(store, "cut"));
      assertThat(once.code()).isEqualTo(Code.STORE_UNAVAILABLE);
      assertThat(write(store, "after")).isOne();
      assertThat(store.trouble()).isEmpty();
    }
  }

  @Test
  void aSessionThatItLostIsEndedAndAnothersIsNot() throws Exception {
    SoleUse ours = new SoleUse();
    SoleUse others = new SoleUse();
    try (Connection lost = connection();
        Connection next = connection();
        Connection another = connection()) {
      ours.take(lost);
      assertThatThrownBy(() -> others.take(another)).isInstanceOf(StoreRefused.class);
      ours.take(next);
      assertThat(lost.isValid(5)).isFalse();
      assertThatThrownBy(() -> others.take(another)).isInstanceOf(StoreRefused.class);
    }
  }
}
