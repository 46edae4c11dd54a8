package org.hutong.gateway.console.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.felix.framework.FrameworkFactory;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.action.lifecycle.Manager;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.RegistryImpl;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.apache.karaf.shell.impl.console.parsing.CommandLineParser;
import org.apache.karaf.shell.support.ShellUtil;
import org.hutong.access.Authenticator;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Karaf's real shell over a real registry of services; the services are a test's own. */
final class Console {
  /** What a line printed, and the status {@code bin/client} would end with. */
  record Printed(String text, int status) {}

  private final Framework framework;
  private final ThreadIOImpl threads = new ThreadIOImpl();
  private final SessionFactoryImpl factory;
  private final Manager manager;
  private final OpenDoor accounts = new OpenDoor();

  Console(Path folder) throws Exception {
    framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    folder.toString(),
                    Constants.FRAMEWORK_BOOTDELEGATION,
                    "*"));
    framework.start();
    threads.start();
    factory = new SessionFactoryImpl(threads);
    Registry own = new RegistryImpl(factory.getRegistry());
    own.register(framework.getBundleContext());
    manager = new ManagerImpl(own, factory.getRegistry());
    offering(Authenticator.class, accounts);
  }

  /** Closes every account. */
  void closeAccounts() {
    accounts.open = false;
  }

  /** Lets everyone in who is logged in, until it is closed. */
  private static final class OpenDoor implements Authenticator {
    private boolean open = true;

    @Override
    public Caller again(Caller caller) {
      return open ? caller : nobody();
    }

    @Override
    public Caller byPassword(String account, char[] password, String from) {
      return nobody();
    }

    @Override
    public Caller byToken(String token, String from) {
      return nobody();
    }

    @Override
    public Caller byCertificate(X509Certificate certificate, String from) {
      return nobody();
    }

    private static Caller nobody() {
      throw Refused.because(Code.AUTHENTICATION_REQUIRED);
    }
  }

  BundleContext services() {
    return framework.getBundleContext();
  }

  Console with(Class<?>... commands) {
    for (Class<?> command : commands) {
      manager.register(command);
    }
    return this;
  }

  <S> Console offering(Class<S> type, S service) {
    services().registerService(type, service, null);
    return this;
  }

  /** As the account, or as nobody. */
  Printed run(Caller caller, String line) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Set<Object> credentials = caller == null ? Set.of() : Set.of(caller);
    Subject subject = new Subject(false, Set.of(), credentials, Set.of());
    int status = 0;
    try (Session session = factory.create(new ByteArrayInputStream(new byte[0]), out, out)) {
      try {
        as(subject, () -> session.execute(line));
      } catch (Exception e) {
        // What Karaf's SSH server does with it.
        status = 1;
        ShellUtil.logException(session, e);
      }
    }
    return new Printed(bytes.toString(StandardCharsets.UTF_8), status);
  }

  /** What the tab key offers at the end of the line. */
  List<String> offered(Caller caller, String line) throws Exception {
    List<String> candidates = new ArrayList<>();
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Subject subject = new Subject(false, Set.of(), Set.of(caller), Set.of());
    try (Session session = factory.create(new ByteArrayInputStream(new byte[0]), out, out)) {
      as(
          subject,
          () -> {
            CommandLine parsed = CommandLineParser.buildCommandLine(session, line, line.length());
            for (Command command : session.getRegistry().getCommands()) {
              if (line.startsWith(command.getScope() + ":" + command.getName() + " ")) {
                command.getCompleter(false).complete(session, parsed, candidates);
              }
            }
            return null;
          });
    }
    return candidates.stream().map(String::strip).toList();
  }

  @SuppressWarnings("removal") // Subject.callAs comes with Java 18 only.
  private static void as(Subject subject, PrivilegedExceptionAction<?> action) throws Exception {
    try {
      Subject.doAs(subject, action);
    } catch (java.security.PrivilegedActionException e) {
      throw e.getException();
    }
  }

  static Caller caller(Role... roles) {
    return new Caller("li", Set.of(roles), "东经路站", "127.0.0.1", null);
  }

  void stop() throws Exception {
    factory.stop();
    threads.stop();
    framework.stop();
    framework.waitForStop(10_000);
  }
}
