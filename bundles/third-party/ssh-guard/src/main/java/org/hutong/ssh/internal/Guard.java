package org.hutong.ssh.internal;

import java.util.Hashtable;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Karaf's SSH server accepts every forwarding: whoever may log in to the console could reach what
 * listens on loopback (where initial passwords are taken) and the network behind the appliance.
 * Karaf registers its server before it starts it, and calls trackers in the same thread, so no
 * session ever sees the server without this.
 *
 * <p>A session keeps the roles of its login for Karaf's own commands: so it ends when its account
 * is changed or closed. Core asks for that by the {@code Consumer} that is registered here.
 */
public final class Guard
    implements BundleActivator, ServiceTrackerCustomizer<SshServer, SshServer> {
  private static final SshServer[] NONE = new SshServer[0];

  private @Nullable ServiceTracker<SshServer, SshServer> servers;
  private @Nullable BundleContext context;

  @Override
  public void start(BundleContext started) {
    context = started;
    var tracker = new ServiceTracker<>(started, SshServer.class, this);
    servers = tracker;
    tracker.open();
    Consumer<String> ending = this::end;
    started.registerService(
        Consumer.class, ending, new Hashtable<>(Map.of("hutong.sessions", "ssh")));
  }

  @Override
  public void stop(BundleContext stopped) {
    var tracker = servers;
    if (tracker != null) {
      tracker.close();
    }
  }

  @Override
  public @Nullable SshServer addingService(ServiceReference<SshServer> reference) {
    var server = context == null ? null : context.getService(reference);
    if (server != null) {
      close(server);
    }
    return server;
  }

  @Override
  public void modifiedService(ServiceReference<SshServer> reference, SshServer server) {
    close(server);
  }

  @Override
  public void removedService(ServiceReference<SshServer> reference, SshServer server) {
    if (context != null) {
      context.ungetService(reference);
    }
  }

  private void end(String account) {
    var tracker = servers;
    for (SshServer server : tracker == null ? NONE : tracker.getServices(NONE)) {
      end(server, account);
    }
  }

  /** Closes the account's sessions, and no others. */
  static void end(SshServer server, String account) {
    for (AbstractSession session : server.getActiveSessions()) {
      if (account.equals(session.getUsername())) {
        session.close(true);
      }
    }
  }

  static void close(SshServer server) {
    server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
  }
}
