package org.hutong.gateway.console.internal;

import java.security.AccessController;
import java.util.Optional;
import javax.security.auth.Subject;
import org.hutong.access.Caller;

/** Finds who is logged in: the login puts the caller, unit included, among the credentials. */
public final class Callers {
  private Callers() {}

  /** The caller of this thread; none where Karaf itself runs a script. */
  @SuppressWarnings("removal") // Subject.current() comes with Java 18 only.
  public static Optional<Caller> current() {
    return Optional.ofNullable(Subject.getSubject(AccessController.getContext()))
        .flatMap(s -> s.getPublicCredentials(Caller.class).stream().findFirst());
  }
}
