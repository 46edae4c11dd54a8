package org.hutong.gateway.console.internal.completion;

import java.util.Collection;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.problem.Refused;
import org.osgi.framework.BundleContext;

/** Offers the names a service knows; nothing to those who may not ask it. */
abstract class Names implements Completer {
  @Reference private BundleContext context;

  /** The names, by the caller's own rights. */
  abstract Collection<String> names(Desk desk);

  @Override
  public final int complete(Session session, CommandLine line, List<String> candidates) {
    return new StringsCompleter(known(session)).complete(session, line, candidates);
  }

  private Collection<String> known(Session session) {
    try (Desk desk = Desk.open(context, session)) {
      return names(desk);
    } catch (Refused e) {
      // The command itself says why.
      return List.of();
    }
  }
}
