package org.hutong.ssh.internal;

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
 */
public final class Guard
    implements BundleActivator, ServiceTrackerCustomizer<SshServer, SshServer> {
  private @Nullable ServiceTracker<SshServer, SshServer> servers;
  private @Nullable BundleContext context;

  @Override
  public void start(BundleContext started) {
    context = started;
    var tracker = new ServiceTracker<>(started, SshServer.class, this);
    servers = tracker;
    tracker.open();
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

  static void close(SshServer server) {
    server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
  }
}
