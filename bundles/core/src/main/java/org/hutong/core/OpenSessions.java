package org.hutong.core;

import java.util.Collection;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Ends what is open in an account's name, wherever accounts log in and stay: whoever keeps sessions
 * offers a {@code Consumer} of account names with the property {@code hutong.sessions}.
 */
final class OpenSessions {
  private static final String KEEPERS = "(hutong.sessions=*)";

  private final BundleContext context;

  OpenSessions(BundleContext context) {
    this.context = context;
  }

  @SuppressWarnings("unchecked") // the property says of what
  void end(String account) {
    for (ServiceReference<?> keeper : keepers()) {
      Consumer<String> sessions = (Consumer<String>) context.getService(keeper);
      if (sessions != null) {
        sessions.accept(account);
        context.ungetService(keeper);
      }
    }
  }

  @SuppressWarnings("rawtypes") // a service's type knows no parameters
  private Collection<ServiceReference<Consumer>> keepers() {
    try {
      return context.getServiceReferences(Consumer.class, KEEPERS);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(KEEPERS, e);
    }
  }
}
