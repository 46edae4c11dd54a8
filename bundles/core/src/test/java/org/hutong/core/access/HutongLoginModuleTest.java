package org.hutong.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.core.access.AccessFixture.GOOD;

import java.io.IOException;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.apache.karaf.jaas.boot.principal.ClientPrincipal;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.hutong.access.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through the JDK's own LoginContext, as Karaf's SSH does it. */
class HutongLoginModuleTest {
  @TempDir Path data;
  private AccessFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new AccessFixture(data);
    fixture.addClerk("li.wei");
  }

  private LoginContext context(Subject subject, CallbackHandler handler) throws LoginException {
    Configuration configuration =
        new Configuration() {
          @Override
          public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            return new AppConfigurationEntry[] {
              new AppConfigurationEntry(
                  HutongLoginModule.class.getName(),
                  LoginModuleControlFlag.REQUIRED,
                  Map.of(
                      HutongLoginModule.AUTHENTICATOR,
                      fixture.authenticator(),
                      HutongLoginModule.TRAIL,
                      (AccessLog) fixture.trail::add))
            };
          }
        };
    return new LoginContext("karaf", subject, handler, configuration);
  }

  private Subject login(String name, String password, String address) throws LoginException {
    Subject subject = new Subject();
    if (address != null) {
      subject.getPrincipals().add(new ClientPrincipal("ssh", address));
    }
    context(subject, callbacks -> answer(callbacks, name, password)).login();
    return subject;
  }

  private static void answer(Callback[] callbacks, String name, String password)
      throws UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback asked) {
        asked.setName(name);
      } else if (callback instanceof PasswordCallback asked) {
        asked.setPassword(password.toCharArray());
      } else {
        throw new UnsupportedCallbackException(callback);
      }
    }
  }

  private static Set<String> roles(Subject subject) {
    return subject.getPrincipals(RolePrincipal.class).stream()
        .map(Principal::getName)
        .collect(Collectors.toSet());
  }

  @Test
  void theSubjectHasKarafsPrincipalsAndTheCaller() throws LoginException {
    Subject subject = login("li.wei", GOOD, "/10.1.2.3:50123");
    assertThat(subject.getPrincipals(UserPrincipal.class))
        .extracting(Principal::getName)
        .containsExactly("li.wei");
    assertThat(roles(subject)).containsExactlyInAnyOrder("clerk", "ssh");
    Caller caller = subject.getPublicCredentials(Caller.class).iterator().next();
    assertThat(caller.unit()).isEqualTo("民政科");
    assertThat(caller.from()).isEqualTo("10.1.2.3");
    assertThat(fixture.acts("console.enter")).containsExactly("ok");
  }

  @Test
  void theSystemAdministratorHasWhatKarafsAccessListsAskFor() throws LoginException {
    assertThat(roles(login("admin", "first-admin-1", null)))
        .containsExactlyInAnyOrder("admin", "manager", "viewer", "systembundles", "ssh");
    assertThat(roles(login("security", "first-security-1", null)))
        .containsExactlyInAnyOrder("security", "ssh");
  }

  @Test
  void anInitialPasswordDoesNotOpenTheConsoleFromElsewhere() {
    assertThatThrownBy(() -> login("admin", "first-admin-1", "/10.1.2.3:50123"))
        .isInstanceOf(FailedLoginException.class)
        .hasMessageContaining("INITIAL_PASSWORD_LOCAL_ONLY");
  }

  @Test
  void failuresLockTheConsoleToo() {
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> login("li.wei", "wrong", "/10.1.2.3:50123"))
          .hasMessageContaining("AUTHENTICATION_FAILED");
    }
    assertThatThrownBy(() -> login("li.wei", GOOD, "/10.1.2.3:50999"))
        .hasMessageContaining("ACCOUNT_LOCKED");
  }

  @Test
  void aPublicKeyIsRefusedAndNotCounted() throws LoginException {
    for (int i = 0; i < 9; i++) {
      Subject subject = new Subject();
      assertThatThrownBy(
              () ->
                  context(
                          subject,
                          callbacks -> {
                            throw new UnsupportedCallbackException(callbacks[1]);
                          })
                      .login())
          .isInstanceOf(FailedLoginException.class);
      assertThat(subject.getPrincipals()).isEmpty();
    }
    assertThat(roles(login("li.wei", GOOD, null))).contains("clerk");
  }

  @Test
  void loggingOutTakesEverythingBack() throws LoginException {
    Subject subject = new Subject();
    LoginContext context = context(subject, c -> answer(c, "li.wei", GOOD));
    context.login();
    context.logout();
    assertThat(subject.getPrincipals()).isEmpty();
    assertThat(subject.getPublicCredentials()).isEmpty();
  }
}
