package org.hutong.core.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hutong.access.Accounts;
import org.hutong.access.Authenticator;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.TurnableClock;

/** Accounts over a real folder, with a clock that moves only when told. */
final class AccessFixture {
  static final String LOCAL = "127.0.0.1";
  static final String REMOTE = "10.1.2.3";
  static final String GOOD = "correct horse battery";
  static final Caller SECURITY =
      new Caller("security", Set.of(Role.SECURITY), null, "console", null);

  final Path data;
  final TurnableClock clock = new TurnableClock("2026-11-23T01:00:00Z");
  final List<AuditRow> trail = new CopyOnWriteArrayList<>();
  final List<String> ended = new CopyOnWriteArrayList<>();
  Access access;

  AccessFixture(Path folder) throws IOException {
    this.data = folder;
    Path given = folder.resolve("given");
    Files.writeString(
        given, "admin:first-admin-1\nsecurity:first-security-1\nauditor:first-auditor-1\n");
    access = open(given);
    Files.delete(given);
  }

  /** Few rounds: what is proved here does not depend on their number. */
  static AccessPolicy quick() {
    AccessPolicy usual = AccessPolicy.standard();
    return new AccessPolicy(
        usual.minLength(),
        usual.failures(),
        usual.window(),
        usual.firstLock(),
        usual.mostLock(),
        usual.addressFailures(),
        usual.accountFailures(),
        usual.remember(),
        1000);
  }

  Access open(Path given) throws IOException {
    return Access.open(data, given, quick(), clock, trail::add, ended::add);
  }

  void restart() throws IOException {
    access = open(null);
  }

  Authenticator authenticator() {
    return access.authenticator();
  }

  Accounts accounts() {
    return access.accounts();
  }

  /** A clerk whose password is {@link #GOOD} and no longer initial. */
  void addClerk(String name) {
    accounts().add(SECURITY, name, Set.of(Role.CLERK), "民政科", "given-by-another-1".toCharArray());
    accounts().setPassword(SECURITY, name, "given-by-another-1".toCharArray(), GOOD.toCharArray());
  }

  Caller login(String name, String password, String from) {
    return authenticator().byPassword(name, password.toCharArray(), from);
  }

  List<String> acts(String what) {
    return trail.stream().filter(r -> r.what().equals(what)).map(AuditRow::result).toList();
  }
}
