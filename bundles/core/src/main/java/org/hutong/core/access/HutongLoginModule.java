package org.hutong.core.access;

import java.io.IOException;
import java.security.Principal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.apache.karaf.jaas.boot.principal.ClientPrincipal;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.hutong.access.Authenticator;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.core.store.AuditRow;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Logs in to Karaf by name and password. The subject gets Karaf's principals for the user and the
 * roles, and the {@link Caller} among its public credentials, unit included. Public with a public
 * constructor, because Karaf makes it by its name.
 */
public final class HutongLoginModule implements LoginModule {
  static final String AUTHENTICATOR = "org.hutong.authenticator";
  static final String TRAIL = "org.hutong.trail";

  // What Karaf's own access lists ask of whoever administers it, and of whoever may use SSH.
  private static final Set<String> KARAF_ADMIN = Set.of("manager", "viewer", "systembundles");
  private static final String SSH = "ssh";

  private @Nullable Subject subject;
  private @Nullable CallbackHandler handler;
  private @Nullable Authenticator authenticator;
  private @Nullable AccessLog trail;
  private @Nullable Caller caller;
  private final Set<Principal> principals = new LinkedHashSet<>();

  @Override
  public void initialize(
      Subject who,
      CallbackHandler callbackHandler,
      Map<String, ?> sharedState,
      Map<String, ?> options) {
    subject = who;
    handler = callbackHandler;
    authenticator = (Authenticator) options.get(AUTHENTICATOR);
    trail = (AccessLog) options.get(TRAIL);
  }

  @Override
  public boolean login() throws LoginException {
    if (subject == null || handler == null || authenticator == null) {
      throw new LoginException("The login module was not initialized");
    }
    NameCallback name = new NameCallback("Username: ");
    PasswordCallback password = new PasswordCallback("Password: ", false);
    try {
      handler.handle(new Callback[] {name, password});
    } catch (IOException | UnsupportedCallbackException e) {
      // A public key, for one: no account has one.
      throw new FailedLoginException("Only a name and a password are taken");
    }
    char[] secret = password.getPassword();
    if (name.getName() == null || secret == null) {
      throw new FailedLoginException("A name and a password are needed");
    }
    try {
      caller = authenticator.byPassword(name.getName(), secret, from(subject));
      return true;
    } catch (Refused e) {
      throw new FailedLoginException(e.code().name());
    } finally {
      Arrays.fill(secret, ' ');
      password.clearPassword();
    }
  }

  private static String from(Subject subject) {
    return subject.getPrincipals(ClientPrincipal.class).stream()
        .findFirst()
        .map(client -> Address.literal(client.getAddress()))
        .orElse(Address.CONSOLE);
  }

  @Override
  public boolean commit() {
    if (caller == null || subject == null) {
      return false;
    }
    principals.add(new UserPrincipal(caller.account()));
    for (Role role : caller.roles()) {
      principals.add(new RolePrincipal(role.wireName()));
    }
    if (!caller.is(Role.HUB)) {
      principals.add(new RolePrincipal(SSH));
    }
    if (caller.is(Role.ADMIN)) {
      KARAF_ADMIN.forEach(role -> principals.add(new RolePrincipal(role)));
    }
    subject.getPrincipals().addAll(principals);
    subject.getPublicCredentials().add(caller);
    if (trail != null) {
      trail.record(AuditRow.done(caller, "console.enter", null, null, null));
    }
    return true;
  }

  @Override
  public boolean abort() {
    return logout();
  }

  @Override
  public boolean logout() {
    if (subject != null) {
      subject.getPrincipals().removeAll(principals);
      if (caller != null) {
        subject.getPublicCredentials().remove(caller);
      }
    }
    principals.clear();
    caller = null;
    return true;
  }
}
