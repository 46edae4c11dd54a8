package org.hutong.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.access.AccessFixture.GOOD;
import static org.hutong.core.access.AccessFixture.LOCAL;
import static org.hutong.core.access.AccessFixture.REMOTE;
import static org.hutong.core.access.AccessFixture.SECURITY;
import static org.hutong.core.access.Refusals.code;
import static org.hutong.core.access.Refusals.refusal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.access.Token;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticatorTest {
  @TempDir Path data;
  private AccessFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new AccessFixture(data);
    fixture.addClerk("li.wei");
  }

  private Code wrong(String name, String from) {
    return code(() -> fixture.login(name, "certainly not this", from));
  }

  private void lockOut(String name, String from) {
    for (int i = 0; i < 5; i++) {
      assertThat(wrong(name, from)).isEqualTo(Code.AUTHENTICATION_FAILED);
    }
  }

  @Test
  void aCallerHasTheRolesAndTheUnitOfTheAccountAndTheAddressOfTheCall() {
    assertThat(fixture.login("li.wei", GOOD, REMOTE))
        .isEqualTo(new Caller("li.wei", Set.of(Role.CLERK), "民政科", REMOTE, null));
  }

  @Test
  void anOpenSessionFollowsItsAccountAndEndsWithIt() {
    Caller session = fixture.login("li.wei", GOOD, REMOTE);
    fixture.accounts().change(SECURITY, "li.wei", Set.of(Role.OFFICER), "社保所");
    assertThat(fixture.authenticator().again(session))
        .isEqualTo(new Caller("li.wei", Set.of(Role.OFFICER), "社保所", REMOTE, null));
    fixture.accounts().disable(SECURITY, "li.wei", true);
    assertThat(code(() -> fixture.authenticator().again(session)))
        .isEqualTo(Code.AUTHENTICATION_REQUIRED);
  }

  @Test
  void accountsOutliveARestart() throws IOException {
    fixture.restart();
    assertThat(fixture.login("li.wei", GOOD, REMOTE).unit()).isEqualTo("民政科");
    assertThat(wrong("li.wei", REMOTE)).isEqualTo(Code.AUTHENTICATION_FAILED);
  }

  @Test
  void fiveFailuresLockThePairEvenForTheRightPasswordAndTimeOpensIt() {
    lockOut("li.wei", REMOTE);
    Refused refused = refusal(() -> fixture.login("li.wei", GOOD, REMOTE));
    assertThat(refused.code()).isEqualTo(Code.ACCOUNT_LOCKED);
    assertThat(refused.retryAfter()).hasValue(Duration.ofSeconds(60));
    fixture.clock.forward(Duration.ofSeconds(61));
    assertThat(fixture.login("li.wei", GOOD, REMOTE).account()).isEqualTo("li.wei");
    assertThat(fixture.acts("access.lock")).containsExactly("ACCOUNT_LOCKED");
  }

  @Test
  void whatWasVerifiedAMomentAgoIsLockedToo() {
    fixture.login("li.wei", GOOD, REMOTE);
    lockOut("li.wei", REMOTE);
    assertThat(code(() -> fixture.login("li.wei", GOOD, REMOTE))).isEqualTo(Code.ACCOUNT_LOCKED);
  }

  @Test
  void lockOutsGrowUpToAQuarterOfAnHour() {
    lockOut("li.wei", REMOTE);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Refused refused = refusal(() -> fixture.login("li.wei", GOOD, REMOTE));
      waits.add(refused.retryAfter().orElseThrow().toSeconds());
      fixture.clock.forward(refused.retryAfter().orElseThrow().plusSeconds(1));
      assertThat(wrong("li.wei", REMOTE)).isEqualTo(Code.AUTHENTICATION_FAILED);
    }
    assertThat(waits).containsExactly(60L, 120L, 240L, 480L, 900L, 900L);
  }

  @Test
  void aNameNobodyHasAnswersAndLocksLikeAnyOther() {
    lockOut("nobody", REMOTE);
    assertThat(wrong("nobody", REMOTE)).isEqualTo(Code.ACCOUNT_LOCKED);
    assertThat(fixture.trail).noneMatch(row -> row.toString().contains("nobody"));
  }

  @Test
  void nobodyIsLockedOutFromAnotherAddress() {
    for (int i = 0; i < 20; i++) {
      lockOut("li.wei", "10.9.0." + i);
    }
    assertThat(fixture.login("li.wei", GOOD, LOCAL).account())
        .as("the machine itself stays open while the account is guessed from everywhere")
        .isEqualTo("li.wei");
    assertThat(code(() -> fixture.login("li.wei", "not " + GOOD, REMOTE)))
        .as("a new place has to wait")
        .isEqualTo(Code.ACCOUNT_LOCKED);
  }

  @Test
  void aPlaceTheAccountCameFromStaysOpenWhileItIsGuessedFromEverywhere() {
    fixture.login("li.wei", GOOD, REMOTE);
    fixture.clock.forward(Duration.ofMinutes(6));
    for (int i = 0; i < 20; i++) {
      lockOut("li.wei", "10.9.0." + i);
    }
    assertThat(wrong("li.wei", "10.9.1.1")).isEqualTo(Code.ACCOUNT_LOCKED);
    assertThat(fixture.login("li.wei", GOOD, REMOTE).account()).isEqualTo("li.wei");
  }

  @Test
  void anAddressThatTriesManyNamesHasToWaitButWhoIsVerifiedThereIsNotDisturbed() {
    fixture.login("li.wei", GOOD, REMOTE);
    for (int i = 0; i < 20; i++) {
      lockOut("guess" + i, REMOTE);
    }
    assertThat(wrong("guess99", REMOTE)).isEqualTo(Code.TOO_MANY_REQUESTS);
    assertThat(fixture.login("li.wei", GOOD, REMOTE).account()).isEqualTo("li.wei");
    assertThat(fixture.login("li.wei", GOOD, "10.1.2.4").account()).isEqualTo("li.wei");
    for (int i = 0; i < 5; i++) {
      assertThat(code(() -> fixture.login("li.wei", "guessing on", REMOTE)))
          .isIn(Code.TOO_MANY_REQUESTS, Code.ACCOUNT_LOCKED);
    }
    assertThat(code(() -> fixture.login("li.wei", GOOD, REMOTE)))
        .as("guesses against what is remembered are counted too")
        .isEqualTo(Code.ACCOUNT_LOCKED);
  }

  @Test
  void theSecurityAdministratorSeesALockOutAndEndsIt() {
    lockOut("li.wei", REMOTE);
    assertThat(fixture.accounts().list(SECURITY))
        .filteredOn(a -> a.name().equals("li.wei"))
        .allMatch(a -> a.lockedUntil() != null);
    fixture.accounts().unlock(SECURITY, "li.wei");
    assertThat(fixture.login("li.wei", GOOD, REMOTE).account()).isEqualTo("li.wei");
  }

  @Test
  void aChangeOfTheAccountHoldsAtOnceAlthoughThePasswordIsRemembered() {
    fixture.login("li.wei", GOOD, REMOTE);
    fixture.accounts().change(SECURITY, "li.wei", Set.of(Role.OFFICER), "残联");
    assertThat(fixture.login("li.wei", GOOD, REMOTE).roles()).containsExactly(Role.OFFICER);
    fixture.accounts().disable(SECURITY, "li.wei", true);
    assertThat(code(() -> fixture.login("li.wei", GOOD, REMOTE)))
        .isEqualTo(Code.AUTHENTICATION_FAILED);
    fixture.accounts().disable(SECURITY, "li.wei", false);
    fixture.accounts().setPassword(SECURITY, "li.wei", null, "another-password-9".toCharArray());
    assertThat(code(() -> fixture.login("li.wei", GOOD, LOCAL)))
        .isEqualTo(Code.AUTHENTICATION_FAILED);
    assertThat(fixture.login("li.wei", "another-password-9", LOCAL).account()).isEqualTo("li.wei");
  }

  @Test
  void manyLogInsAtOnceWithOneCredentialAreOneLogIn() throws Exception {
    int clients = 64;
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<Caller>> calls = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        calls.add(
            pool.submit(
                () -> {
                  go.await();
                  return fixture.login("li.wei", GOOD, REMOTE);
                }));
      }
      go.countDown();
      for (Future<Caller> call : calls) {
        assertThat(call.get().account()).isEqualTo("li.wei");
      }
      assertThat(fixture.acts("access.login")).containsExactly("ok");
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void whoKeepsWorkingLogsInOnceButNotForLongerThanAWorkingDay() {
    fixture.login("li.wei", GOOD, REMOTE);
    for (int minutes = 4; minutes < 12 * 60; minutes += 4) {
      fixture.clock.forward(Duration.ofMinutes(4));
      fixture.login("li.wei", GOOD, REMOTE);
    }
    assertThat(fixture.acts("access.login")).containsExactly("ok");
    fixture.clock.forward(Duration.ofMinutes(4));
    fixture.login("li.wei", GOOD, REMOTE);
    assertThat(fixture.acts("access.login")).as("after twelve hours").hasSize(2);
    fixture.clock.forward(Duration.ofMinutes(5));
    fixture.login("li.wei", GOOD, REMOTE);
    assertThat(fixture.acts("access.login")).as("after five minutes of rest").hasSize(3);
  }

  @Test
  void guessesAtTheSameTimeDoNotSlipPastTheLimit() throws Exception {
    int guesses = 40;
    ExecutorService pool = Executors.newFixedThreadPool(guesses);
    try {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<Code>> calls = new ArrayList<>();
      for (int i = 0; i < guesses; i++) {
        String guess = "guess number " + i;
        calls.add(
            pool.submit(
                () -> {
                  go.await();
                  return code(() -> fixture.login("li.wei", guess, REMOTE));
                }));
      }
      go.countDown();
      List<Code> codes = new ArrayList<>();
      for (Future<Code> call : calls) {
        codes.add(call.get());
      }
      assertThat(codes).filteredOn(c -> c == Code.AUTHENTICATION_FAILED).hasSizeLessThan(6);
      assertThat(code(() -> fixture.login("li.wei", GOOD, REMOTE))).isEqualTo(Code.ACCOUNT_LOCKED);
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aTokenWorksUntilItExpiresIsRevokedOrItsAccountIsClosed() throws IOException {
    fixture
        .accounts()
        .add(SECURITY, "hub", Set.of(Role.HUB), null, "first-word-given".toCharArray());
    Token token = fixture.accounts().issueToken(SECURITY, "hub", Duration.ofDays(1));
    assertThat(token.secret()).startsWith("htk_").hasSize(47);
    fixture.restart();
    assertThat(fixture.authenticator().byToken(token.secret(), REMOTE).is(Role.HUB)).isTrue();
    assertThat(fixture.accounts().tokens(SECURITY)).allMatch(t -> t.secret() == null).hasSize(1);

    fixture.accounts().disable(SECURITY, "hub", true);
    assertThat(code(() -> fixture.authenticator().byToken(token.secret(), REMOTE)))
        .isEqualTo(Code.AUTHENTICATION_FAILED);
    fixture.accounts().disable(SECURITY, "hub", false);
    fixture.clock.forward(Duration.ofDays(1));
    assertThat(code(() -> fixture.authenticator().byToken(token.secret(), REMOTE)))
        .isEqualTo(Code.AUTHENTICATION_FAILED);

    Token next = fixture.accounts().issueToken(SECURITY, "hub", Duration.ofDays(1));
    fixture.accounts().revokeToken(SECURITY, next.id());
    assertThat(code(() -> fixture.authenticator().byToken(next.secret(), REMOTE)))
        .isEqualTo(Code.AUTHENTICATION_FAILED);
    assertThat(code(() -> fixture.accounts().revokeToken(SECURITY, next.id())))
        .isEqualTo(Code.NOT_FOUND_HERE);
  }

  @Test
  void wrongTokensAreLimitedAndDoNotDisturbPasswords() {
    for (int i = 0; i < 100; i++) {
      String guess = "htk_guess" + i;
      assertThat(code(() -> fixture.authenticator().byToken(guess, REMOTE)))
          .isEqualTo(Code.AUTHENTICATION_FAILED);
    }
    assertThat(code(() -> fixture.authenticator().byToken("htk_x", REMOTE)))
        .isEqualTo(Code.TOO_MANY_REQUESTS);
    assertThat(fixture.acts("access.token")).hasSize(100);
    assertThat(fixture.login("li.wei", GOOD, REMOTE).account()).isEqualTo("li.wei");
  }
}
