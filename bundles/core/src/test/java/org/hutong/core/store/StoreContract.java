package org.hutong.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database under the store must keep. */
abstract class StoreContract {
  static final Caller CLERK = new Caller("clerk1", Set.of(Role.CLERK), "djl", "127.0.0.1", null);

  SqlStore store;

  /** Opens the store over the same data each time. */
  abstract SqlStore open() throws Exception;

  @BeforeEach
  void start() throws Exception {
    store = open();
  }

  @AfterEach
  void stop() {
    store.close();
  }

  void restart() throws Exception {
    store.close();
    store = open();
  }

  static Integer change(Tx tx, String reference) {
    tx.change("CASE", reference, 1, "registered");
    return 1;
  }

  List<Long> numbers(String table) {
    return store.read(
        c -> {
          List<Long> found = new ArrayList<>();
          try (Statement s = c.createStatement();
              ResultSet rows = s.executeQuery("SELECT seq FROM " + table + " ORDER BY seq")) {
            while (rows.next()) {
              found.add(rows.getLong(1));
            }
          }
          return found;
        });
  }

  @Test
  void changesAreNumberedWithoutGapWhateverIsRefusedBetween() {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int n = i;
      answers.add(
          store.submit(
              tx -> {
                change(tx, "case-" + n);
                if (n % 7 == 3) {
                  throw Refused.because(Code.CASE_STALE);
                }
                return n;
              }));
    }
    int kept = 0;
    for (CompletableFuture<Integer> answer : answers) {
      try {
        answer.join();
        kept++;
      } catch (CompletionException e) {
        assertThat(e.getCause()).isInstanceOf(Refused.class);
      }
    }
    assertThat(kept).isEqualTo(257);
    assertThat(numbers("change_log")).hasSize(257).startsWith(1L).endsWith(257L);
    assertThat(store.published()).isEqualTo(257);
  }

  @Test
  void aRefusedUnitLeavesNothingAndTheOthersStay() {
    store.write(tx -> change(tx, "before"));
    assertThatThrownBy(
            () ->
                store.write(
                    tx -> {
                      PreparedStatement row =
                          tx.prepare(
                              "INSERT INTO idempotency (client, client_key, body_mac, answer,"
                                  + " at_ms) VALUES ('x', 'y', 'z', ?, 1)");
                      row.setBytes(1, new byte[] {1});
                      row.executeUpdate();
                      throw Refused.because(Code.CASE_STALE);
                    }))
        .isInstanceOf(Refused.class);
    store.write(tx -> change(tx, "after"));
    assertThat(count("idempotency")).isZero();
    assertThat(count("change_log")).isEqualTo(2);
  }

  @Test
  void aUnitThatFailsInTheDatabaseFailsAloneWithinItsGroup() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    store.submit(
        tx -> {
          await(hold);
          return 0;
        });
    CompletableFuture<Integer> good = store.submit(tx -> change(tx, "good"));
    CompletableFuture<Integer> bad =
        store.submit(
            tx -> {
              change(tx, "bad");
              tx.prepare("INSERT INTO change_log (seq) VALUES (1)").executeUpdate();
              return 0;
            });
    CompletableFuture<Integer> alsoGood = store.submit(tx -> change(tx, "also good"));
    hold.countDown();
    assertThat(good.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(alsoGood.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    assertThatThrownBy(bad::join).hasCauseInstanceOf(Refused.class);
    assertThat(numbers("change_log")).containsExactly(1L, 2L);
  }

  @Test
  void theLogOfAUnitThatFailsQuotesNoValue() {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      assertThatThrownBy(
              () ->
                  store.write(
                      tx -> {
                        insert(tx, "13800000000".repeat(20));
                        return 0;
                      }))
          .isInstanceOf(Refused.class);
    } finally {
      System.setErr(before);
    }
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("SQLState 22001")
        .contains("at org.hutong.core.store.StoreContract")
        .doesNotContain("13800000000");
  }

  @Test
  void aReasonThatTheTrailCannotHoldIsCutAndFailsNobody() {
    store.write(
        tx -> {
          tx.audit(AuditRow.done(CLERK, "test.act", "x", null, "长".repeat(2_000)));
          return 0;
        });
    String why =
        store.read(
            c -> {
              try (Statement s = c.createStatement();
                  ResultSet row = s.executeQuery("SELECT why FROM audit_log")) {
                row.next();
                return row.getString(1);
              }
            });
    assertThat(why).hasSize(500);
  }

  @Test
  void whatTheTrailCannotHoldAsItIsIsCutAndTheChainStaysWhole() {
    AuditRow row = new AuditRow("谁".repeat(99), null, "a", "𬸚".repeat(99), null, "f", "r");
    store.write(
        tx -> {
          tx.audit(row);
          return 0;
        });
    assertThat(count("audit_log")).isEqualTo(1);
  }

  @Test
  void aUnitWhoseNoticeDoesNotFitFailsAloneWithinItsGroup() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Integer> first =
        store.submit(
            tx -> {
              begun.countDown();
              await(go);
              return change(tx, "one");
            });
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Integer> before = store.submit(tx -> change(tx, "two"));
    CompletableFuture<Integer> bad = store.submit(tx -> change(tx, "x".repeat(5_000)));
    CompletableFuture<Integer> after = store.submit(tx -> change(tx, "three"));
    go.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(before.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(after.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(bad).failsWithin(Duration.ofSeconds(10));
    assertThat(numbers("change_log")).containsExactly(1L, 2L, 3L);
    store.write(tx -> change(tx, "four"));
    assertThat(numbers("change_log")).containsExactly(1L, 2L, 3L, 4L);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void numbersGoOnAfterARestart() throws Exception {
    store.write(tx -> change(tx, "one"));
    String epoch = store.epoch();
    restart();
    assertThat(store.epoch()).isEqualTo(epoch);
    assertThat(store.published()).isEqualTo(1);
    store.write(tx -> change(tx, "two"));
    assertThat(numbers("change_log")).containsExactly(1L, 2L);
  }

  @Test
  void theSameKeyAndBodyGivesTheFirstAnswerAgainAndAnotherBodyIsRefused() throws Exception {
    Idempotency idempotency = new Idempotency(store.vault());
    Map<String, Object> first = once(idempotency, "k1", Map.of("a", 1L, "b", "x"));
    restart();
    Idempotency again = new Idempotency(store.vault());
    assertThat(once(again, "k1", Map.of("b", "x", "a", 1L))).isEqualTo(first);
    assertThatThrownBy(() -> once(again, "k1", Map.of("a", 2L)))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(Code.IDEMPOTENCY_KEY_REUSED));
    assertThat(count("change_log")).isEqualTo(1);
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> once(Idempotency idempotency, String key, Map<String, Object> body) {
    Idempotency.Request request = idempotency.request(CLERK, key, "test", body);
    return store.write(
        tx ->
            request.once(
                tx,
                Map.class,
                t -> {
                  change(t, key);
                  return Map.of("number", t.next("n", c -> 41L));
                }));
  }

  @Test
  void aReaderWaitsForTheNextChangeAndIsWoken() throws Exception {
    CompletableFuture<Long> seen = new CompletableFuture<>();
    // It would go on by itself long after the time-out of get.
    Thread reader =
        new Thread(() -> seen.complete(store.awaitPublished(0, Duration.ofSeconds(60))));
    reader.start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (reader.getState() != Thread.State.TIMED_WAITING) {
      assertThat(System.nanoTime()).as("the reader waits").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(seen).isNotDone();
    store.write(tx -> change(tx, "one"));
    assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(1);
  }

  @Test
  void encryptedBytesOpenOnlyInTheirPlaceAndStandNowhereInClear() {
    byte[] plain = "11010219800101001X 13800001234".getBytes(StandardCharsets.UTF_8);
    byte[] sealed = store.vault().encrypt(plain, "case_revision/1/1");
    assertThat(store.vault().decrypt(sealed, "case_revision/1/1")).isEqualTo(plain);
    assertThatThrownBy(() -> store.vault().decrypt(sealed, "case_revision/2/1"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("110102");
  }

  @Test
  void aReaderNeverSeesWhatIsRolledBackInTheEnd() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Integer> refused = store.submit(tx -> insertThenRefuse(tx, written, go));
    assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
    long seen =
        store.read(
            c -> {
              try (Statement s = c.createStatement();
                  ResultSet row = s.executeQuery("SELECT COUNT(*) FROM idempotency")) {
                row.next();
                return row.getLong(1);
              } finally {
                go.countDown(); // the row stood there while it was counted
              }
            });
    assertThat(seen).isZero();
    assertThatThrownBy(refused::join).hasCauseInstanceOf(Refused.class);
  }

  private static Integer insertThenRefuse(Tx tx, CountDownLatch written, CountDownLatch go)
      throws SQLException {
    insert(tx, "k" + System.nanoTime());
    written.countDown();
    await(go);
    throw Refused.because(Code.CASE_STALE);
  }

  private static void insert(Tx tx, String key) throws SQLException {
    PreparedStatement row =
        tx.prepare(
            "INSERT INTO idempotency (client, client_key, body_mac, answer, at_ms)"
                + " VALUES ('x', ?, 'z', ?, 1)");
    row.setString(1, key);
    row.setBytes(2, new byte[] {1});
    row.executeUpdate();
  }

  @Test
  void whatAReaderSawIsStillThereWheneverItLooksAgain() {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    List<CompletableFuture<List<String>>> readers = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String key = "w" + i;
      boolean refuse = i % 5 == 0;
      answers.add(
          store.submit(
              tx -> {
                insert(tx, key);
                if (refuse) {
                  throw Refused.because(Code.CASE_STALE);
                }
                return 1;
              }));
      if (i % 10 == 0) {
        readers.add(CompletableFuture.supplyAsync(this::keys));
      }
    }
    for (CompletableFuture<Integer> answer : answers) {
      answer.exceptionally(e -> 0).join();
    }
    List<String> kept = keys();
    for (CompletableFuture<List<String>> reader : readers) {
      assertThat(kept).containsAll(reader.join());
    }
  }

  private List<String> keys() {
    return store.read(
        c -> {
          List<String> found = new ArrayList<>();
          try (Statement s = c.createStatement();
              ResultSet rows = s.executeQuery("SELECT client_key FROM idempotency")) {
            while (rows.next()) {
              found.add(rows.getString(1));
            }
          }
          return found;
        });
  }

  long count(String table) {
    return store.read(
        c -> {
          try (Statement s = c.createStatement();
              ResultSet row = s.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  void sql(String statement) throws SQLException {
    store.write(
        tx -> {
          tx.prepare(statement).executeUpdate();
          return 0;
        });
  }
}
