package org.hutong.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.access.AccessFixture.GOOD;
import static org.hutong.core.access.AccessFixture.LOCAL;
import static org.hutong.core.access.AccessFixture.REMOTE;
import static org.hutong.core.access.AccessFixture.SECURITY;
import static org.hutong.core.access.Refusals.code;
import static org.hutong.core.access.Refusals.refusal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hutong.access.Account;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.access.Token;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
  private static final char[] FIRST = "given-by-another-1".toCharArray();

  @TempDir Path data;
  private AccessFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new AccessFixture(data);
  }

  private Code add(String name, Set<Role> roles, String unit, String password) {
    return code(() -> fixture.accounts().add(SECURITY, name, roles, unit, password.toCharArray()));
  }

  @Test
  void onlyTheSecurityAdministratorAdministers() {
    for (Role role : EnumSet.complementOf(EnumSet.of(Role.SECURITY))) {
      Caller caller = new Caller("someone", Set.of(role), "民政科", LOCAL, null);
      assertThat(code(() -> fixture.accounts().list(caller))).isEqualTo(Code.ROLE_REQUIRED);
      assertThat(code(() -> fixture.accounts().add(caller, "x1", Set.of(Role.CLERK), "a", FIRST)))
          .isEqualTo(Code.ROLE_REQUIRED);
      assertThat(code(() -> fixture.accounts().setPassword(caller, "admin", null, FIRST)))
          .isEqualTo(Code.ROLE_REQUIRED);
      assertThat(code(() -> fixture.accounts().issueToken(caller, "admin", Duration.ofDays(1))))
          .isEqualTo(Code.ROLE_REQUIRED);
    }
    assertThat(fixture.trail).filteredOn(r -> r.result().equals("ROLE_REQUIRED")).hasSize(21);
  }

  @Test
  void theThreeAdministratorsAndTheBusinessAreKeptApart() {
    assertThat(add("both", Set.of(Role.ADMIN, Role.AUDITOR), null, GOOD))
        .isEqualTo(Code.INVALID_REQUEST);
    assertThat(add("both", Set.of(Role.SECURITY, Role.CLERK), "民政科", GOOD))
        .isEqualTo(Code.INVALID_REQUEST);
    fixture.accounts().add(SECURITY, "zhao", Set.of(Role.CLERK, Role.OFFICER), "民政科", FIRST);
    assertThat(
            code(
                () ->
                    fixture
                        .accounts()
                        .change(SECURITY, "zhao", Set.of(Role.OFFICER, Role.ADMIN), "民政科")))
        .isEqualTo(Code.INVALID_REQUEST);
    assertThat(
            code(() -> fixture.accounts().change(SECURITY, "security", Set.of(Role.ADMIN), null)))
        .isEqualTo(Code.ROLE_REQUIRED);
  }

  @Test
  void whatIsOpenInTheNameOfAnAccountThatAnotherChangesEnds() {
    fixture.addClerk("li.wei");
    fixture.ended.clear();
    Caller self = fixture.login("li.wei", GOOD, REMOTE);
    char[] next = "another good one 1".toCharArray();
    fixture.accounts().setPassword(self, "li.wei", GOOD.toCharArray(), next);
    code(() -> fixture.accounts().disable(SECURITY, "nobody", true));
    fixture.accounts().issueToken(SECURITY, "li.wei", Duration.ofDays(1));
    assertThat(fixture.ended).isEmpty();
    fixture.accounts().change(SECURITY, "li.wei", Set.of(Role.OFFICER), "民政科");
    fixture.accounts().setPassword(SECURITY, "li.wei", null, FIRST);
    fixture.accounts().disable(SECURITY, "li.wei", true);
    assertThat(fixture.ended).containsExactly("li.wei", "li.wei", "li.wei");
  }

  @Test
  void theLastSecurityAdministratorStays() {
    fixture.accounts().add(SECURITY, "second", Set.of(Role.SECURITY), null, FIRST);
    Caller second = new Caller("second", Set.of(Role.SECURITY), null, LOCAL, null);
    fixture.accounts().disable(second, "security", true);
    Caller gone = SECURITY;
    assertThat(code(() -> fixture.accounts().disable(gone, "second", true)))
        .isEqualTo(Code.ROLE_REQUIRED);
    assertThat(code(() -> fixture.accounts().disable(second, "second", true)))
        .isEqualTo(Code.ROLE_REQUIRED);
  }

  @Test
  void weakPasswordsAreRefusedEachWithItsReason() {
    for (String weak :
        List.of("short-1", "aaaaaaaaaaaaaaaa", "my-LI.WEI-password", "with\u0007bell-inside")) {
      assertThat(add("li.wei", Set.of(Role.CLERK), "民政科", weak))
          .as(weak)
          .isEqualTo(Code.PASSWORD_TOO_WEAK);
    }
    fixture.addClerk("li.wei");
    Caller self = fixture.login("li.wei", GOOD, REMOTE);
    assertThat(
            code(
                () ->
                    fixture
                        .accounts()
                        .setPassword(self, "li.wei", GOOD.toCharArray(), GOOD.toCharArray())))
        .isEqualTo(Code.PASSWORD_TOO_WEAK);
  }

  @Test
  void everythingWrongWithAnAccountIsSaidAtOnce() {
    List<FieldError> errors =
        refusal(
                () ->
                    fixture
                        .accounts()
                        .add(SECURITY, "x1", Set.of(Role.CLERK, Role.ADMIN), null, FIRST))
            .errors();
    assertThat(errors).extracting(FieldError::pointer).containsExactly("/roles", "/unit");
    assertThat(add("li.wei", Set.of(Role.CLERK), "𬸚".repeat(33), GOOD))
        .isEqualTo(Code.INVALID_REQUEST);
    assertThat(add("Upper", Set.of(Role.CLERK), "民政科", GOOD)).isEqualTo(Code.INVALID_REQUEST);
    assertThat(add("admin", Set.of(Role.HUB), null, GOOD)).isEqualTo(Code.ACCOUNT_EXISTS);
  }

  @Test
  void onesOwnPasswordNeedsTheOldOneAndWrongOnesCount() {
    fixture.addClerk("li.wei");
    Caller self = fixture.login("li.wei", GOOD, REMOTE);
    char[] next = "entirely-different-2".toCharArray();
    assertThat(code(() -> fixture.accounts().setPassword(self, "li.wei", null, next)))
        .isEqualTo(Code.ROLE_REQUIRED);
    for (int i = 0; i < 5; i++) {
      assertThat(
              code(
                  () ->
                      fixture
                          .accounts()
                          .setPassword(self, "li.wei", "not the old one".toCharArray(), next)))
          .isEqualTo(Code.AUTHENTICATION_FAILED);
    }
    assertThat(code(() -> fixture.accounts().setPassword(self, "li.wei", GOOD.toCharArray(), next)))
        .isEqualTo(Code.ACCOUNT_LOCKED);
    fixture.clock.forward(Duration.ofMinutes(2));
    fixture.accounts().setPassword(self, "li.wei", GOOD.toCharArray(), next);
    assertThat(fixture.login("li.wei", new String(next), REMOTE).account()).isEqualTo("li.wei");
  }

  @Test
  void aPasswordSetBySomeoneElseIsInitialAgain() {
    fixture.addClerk("li.wei");
    fixture.accounts().setPassword(SECURITY, "li.wei", null, FIRST);
    assertThat(fixture.accounts().list(SECURITY))
        .filteredOn(Account::initialPassword)
        .extracting(Account::name)
        .contains("li.wei");
    assertThat(code(() -> fixture.login("li.wei", new String(FIRST), REMOTE)))
        .isEqualTo(Code.INITIAL_PASSWORD_LOCAL_ONLY);
  }

  @Test
  void noTokenMakesAnyoneASecurityOrAuditAdministrator() {
    assertThat(code(() -> fixture.accounts().issueToken(SECURITY, "auditor", Duration.ofDays(1))))
        .isEqualTo(Code.ROLE_REQUIRED);
    assertThat(code(() -> fixture.accounts().issueToken(SECURITY, "security", Duration.ofDays(1))))
        .isEqualTo(Code.ROLE_REQUIRED);
    assertThat(code(() -> fixture.accounts().issueToken(SECURITY, "admin", Duration.ZERO)))
        .isEqualTo(Code.INVALID_REQUEST);
    assertThat(code(() -> fixture.accounts().issueToken(SECURITY, "admin", Duration.ofDays(400))))
        .isEqualTo(Code.INVALID_REQUEST);
  }

  @Test
  void noSecretStandsInAnyFileOrAnyRowOfTheTrail() throws IOException {
    fixture.addClerk("li.wei");
    Token token = fixture.accounts().issueToken(SECURITY, "li.wei", Duration.ofDays(1));
    fixture.login("li.wei", GOOD, REMOTE);
    fixture.authenticator().byToken(token.secret(), REMOTE);
    add("weak", Set.of(Role.CLERK), "民政科", "weak-one");
    code(() -> fixture.login(GOOD, GOOD, REMOTE));

    List<String> secrets =
        List.of(GOOD, new String(FIRST), "first-admin-1", token.secret(), "weak-one");
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(secrets).noneMatch(content::contains);
      }
    }
    assertThat(fixture.trail)
        .isNotEmpty()
        .noneMatch(row -> secrets.stream().anyMatch(row.toString()::contains));
  }

  @Test
  void everyActIsInTheTrail() {
    fixture.addClerk("li.wei");
    assertThat(fixture.acts("account.add")).containsExactly("ok", "ok", "ok", "ok");
    assertThat(fixture.acts("account.password")).containsExactly("ok");
    Token token = fixture.accounts().issueToken(SECURITY, "li.wei", Duration.ofDays(1));
    fixture.accounts().revokeToken(SECURITY, token.id());
    assertThat(fixture.acts("token.issue")).containsExactly("ok");
    assertThat(fixture.acts("token.revoke")).containsExactly("ok");
  }
}
