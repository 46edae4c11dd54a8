package org.hutong.gateway.console.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.karaf.shell.api.console.Session;
import org.hutong.access.Authenticator;
import org.hutong.access.Caller;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * What one run of a command works with: who calls, and the services as they are at this moment.
 * Karaf's own injection would take every command away while one service is missing.
 */
public final class Desk implements AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final BundleContext context;
  private final Session session;
  private final Caller caller;
  private final List<ServiceReference<?>> held = new ArrayList<>();

  private Desk(BundleContext context, Session session, Caller caller) {
    this.context = context;
    this.session = session;
    this.caller = caller;
  }

  /**
   * For who is logged in, as the account stands now.
   *
   * @throws Refused AUTHENTICATION_REQUIRED where nobody is, or the account was closed meanwhile
   */
  public static Desk open(BundleContext context, Session session) {
    Caller login =
        Callers.current().orElseThrow(() -> Refused.because(Code.AUTHENTICATION_REQUIRED));
    try (Desk door = new Desk(context, session, login)) {
      return new Desk(context, session, door.the(Authenticator.class).again(login));
    }
  }

  /** Who is logged in. */
  public Caller caller() {
    return caller;
  }

  /** A key for one write: each time it is typed, it is meant. */
  public String key() {
    return "console-" + UUID.randomUUID();
  }

  /** Where a password can be asked for. */
  public Session session() {
    return session;
  }

  /**
   * The service, until this run ends.
   *
   * @throws Refused STORE_UNAVAILABLE when it is not there just now
   */
  public <S> S the(Class<S> type) {
    ServiceReference<S> reference = context.getServiceReference(type);
    S service = reference == null ? null : context.getService(reference);
    if (service == null) {
      throw Refused.later(Code.STORE_UNAVAILABLE, RETRY_AFTER);
    }
    held.add(reference);
    return service;
  }

  @Override
  public void close() {
    held.forEach(context::ungetService);
  }
}
