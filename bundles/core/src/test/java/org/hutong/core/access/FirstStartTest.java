package org.hutong.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.core.access.AccessFixture.GOOD;
import static org.hutong.core.access.AccessFixture.LOCAL;
import static org.hutong.core.access.AccessFixture.SECURITY;
import static org.hutong.core.access.Refusals.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.hutong.access.Account;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.problem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartTest {
  @TempDir Path data;

  private Access open(Path given) throws IOException {
    return Access.open(data, given, AccessFixture.quick(), Clock.systemUTC(), row -> {});
  }

  private static Caller as(String name, Role role) {
    return new Caller(name, Set.of(role), null, "console", null);
  }

  @Test
  void threeAdministratorsStandApartAfterIt() throws IOException {
    List<Account> accounts = open(null).accounts().list(SECURITY);
    assertThat(accounts).extracting(Account::name).containsExactly("admin", "auditor", "security");
    assertThat(accounts)
        .extracting(Account::roles)
        .containsExactly(Set.of(Role.ADMIN), Set.of(Role.AUDITOR), Set.of(Role.SECURITY));
    assertThat(accounts).allMatch(Account::initialPassword);
  }

  @Test
  void randomPasswordsAreWrittenForTheOwnerOnlyAndWork() throws IOException {
    Access access = open(null);
    Path written = data.resolve("initial-passwords");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
        .isEqualTo("rw-------");
    for (String line : Files.readAllLines(written)) {
      String[] parts = line.split(":", 2);
      Caller caller = access.authenticator().byPassword(parts[0], parts[1].toCharArray(), LOCAL);
      assertThat(caller.account()).isEqualTo(parts[0]);
    }
    assertThat(Files.readAllLines(written)).hasSize(3);
  }

  @Test
  void aLineGoesWhenItsPasswordIsChangedAndTheFileWithTheLastLine() throws IOException {
    Access access = open(null);
    Path written = data.resolve("initial-passwords");
    List<String> lines = Files.readAllLines(written);
    for (int i = 0; i < lines.size(); i++) {
      String[] parts = lines.get(i).split(":", 2);
      Role role =
          access
              .authenticator()
              .byPassword(parts[0], parts[1].toCharArray(), LOCAL)
              .roles()
              .iterator()
              .next();
      access
          .accounts()
          .setPassword(as(parts[0], role), parts[0], parts[1].toCharArray(), GOOD.toCharArray());
      if (i < 2) {
        assertThat(Files.readString(written)).doesNotContain(parts[1]);
        assertThat(Files.readAllLines(written)).hasSize(2 - i);
      }
    }
    assertThat(written).doesNotExist();
  }

  @Test
  void aLineLeftByAKillGoesAtTheNextStart() throws IOException {
    new AccessFixture(data);
    Access access = open(null);
    access
        .accounts()
        .setPassword(
            as("admin", Role.ADMIN), "admin", "first-admin-1".toCharArray(), GOOD.toCharArray());
    Path written = data.resolve("initial-passwords");
    Files.writeString(written, "admin:first-admin-1\nauditor:x\n");
    open(null);
    assertThat(Files.readAllLines(written)).containsExactly("auditor:x");
  }

  @Test
  void givenPasswordsAreUsedAndNotWrittenAgain() throws IOException {
    AccessFixture fixture = new AccessFixture(data);
    assertThat(fixture.login("admin", "first-admin-1", LOCAL).is(Role.ADMIN)).isTrue();
    assertThat(data.resolve("initial-passwords")).doesNotExist();
  }

  @Test
  void onlyTheThreeMayBeGivenAndTheMessageNamesTheLineNotThePassword() throws IOException {
    Path given = data.resolve("given");
    Files.writeString(given, "# first\nadmin:abc\nclerk:hidden-words\n");
    assertThatThrownBy(() -> open(given))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 3")
        .hasMessageNotContaining("hidden-words");
    assertThat(data.resolve("accounts.json")).doesNotExist();
  }

  @Test
  void anInitialPasswordWorksFromTheMachineItselfOnly() throws IOException {
    AccessFixture fixture = new AccessFixture(data);
    assertThat(code(() -> fixture.login("admin", "first-admin-1", "10.0.0.8")))
        .isEqualTo(Code.INITIAL_PASSWORD_LOCAL_ONLY);
    assertThat(fixture.login("admin", "first-admin-1", "/[0:0:0:0:0:0:0:1]:4711").account())
        .isEqualTo("admin");
    assertThat(code(() -> fixture.login("admin", "first-admin-1", "10.0.0.8")))
        .as("also when it was verified a moment ago")
        .isEqualTo(Code.INITIAL_PASSWORD_LOCAL_ONLY);
    fixture
        .accounts()
        .setPassword(
            as("admin", Role.ADMIN), "admin", "first-admin-1".toCharArray(), GOOD.toCharArray());
    assertThat(fixture.login("admin", GOOD, "10.0.0.8").account()).isEqualTo("admin");
  }

  @Test
  void aDamagedFileIsNeverReplacedByFreshAccounts() throws IOException {
    new AccessFixture(data);
    Path file = data.resolve("accounts.json");
    String half = Files.readString(file).substring(0, 200);
    Files.writeString(file, half);
    assertThatThrownBy(() -> open(null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("accounts.json")
        .hasNoCause();
    assertThat(Files.readString(file)).isEqualTo(half);
  }

  @Test
  void aFileThatWasOpenToOthersIsClosedAgain() throws IOException {
    new AccessFixture(data);
    Path file = data.resolve("accounts.json");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    open(null);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
