package org.hutong.gateway.rest.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import javax.servlet.Servlet;
import org.hutong.gateway.rest.internal.door.Gate;
import org.hutong.gateway.rest.internal.door.PushGate;
import org.hutong.gateway.rest.internal.problems.Incidents;
import org.hutong.gateway.rest.internal.problems.Refusals;
import org.hutong.gateway.rest.internal.resources.PollWaiters;
import org.hutong.gateway.support.SettingsFile;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.gateway.support.TrackedServices;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the gateway together and, through the HTTP Whiteboard, on the web server that the appliance
 * has. A change of its settings restarts nothing.
 */
public final class RestGateway implements ManagedService {
  private static final Logger LOG = LoggerFactory.getLogger(RestGateway.class);
  private static final Duration DRAIN = Duration.ofSeconds(10);
  private static final String PID = "org.hutong.gateway.rest";
  private static final String WHITEBOARD = "osgi.http.whiteboard.servlet.";

  /** CXF's own: no list of services, and no address that follows the Host a client writes. */
  static final Map<String, String> INIT =
      Map.of(
          "hide-service-list-page",
          "true",
          "disable-address-updates",
          "true",
          "base-address",
          "http://localhost/api");

  private final BundleContext context;
  private final Deque<ServiceRegistration<?>> registrations = new ArrayDeque<>();
  private final TrackedServices services;
  private final PollWaiters waiters = new PollWaiters(Settings.DEFAULT.pollWaiters());
  private final RestServer server;
  private final Gate gate;
  private final PushGate pushGate;
  private final Refusals refusals;
  private volatile Settings settings = Settings.DEFAULT;

  public RestGateway(BundleContext context) {
    this.context = context;
    services = new TrackedServices(context);
    ThisStreet street = new ThisStreet(services);
    refusals = new Refusals(street, new Incidents());
    gate = new Gate(services, () -> settings, System::nanoTime);
    pushGate = new PushGate(() -> settings.push(), System::nanoTime);
    server = new RestServer(services, street, refusals, waiters, () -> settings.limits());
  }

  /** Begins to answer. */
  public void start() {
    register(ManagedService.class, this, Map.of(Constants.SERVICE_PID, PID));
    servlet(new RestServlet(server, gate, pushGate, refusals), "hutong-rest", "/api/*");
    servlet(
        new StatusServlet(services, gate, refusals), "hutong-status", "/health/*", "/metrics", "/");
  }

  @Override
  public void updated(@Nullable Dictionary<String, ?> properties) throws ConfigurationException {
    try {
      settings = Settings.read(properties);
      waiters.setMost(settings.pollWaiters());
    } catch (SettingsFile.Wrong e) {
      throw new ConfigurationException(e.property(), e.getMessage(), e);
    }
  }

  /**
   * Stops answering: nobody new is let in, what is inside gets its answer (the core still stands,
   * it stops after the gateways), then the servlets go.
   */
  public void close() throws InterruptedException {
    waiters.close();
    if (!pushGate.close(DRAIN) | !gate.close(DRAIN)) {
      LOG.warn("Some requests had no answer after {}", DRAIN);
    }
    while (!registrations.isEmpty()) {
      registrations.pop().unregister();
    }
    server.close();
    services.close();
  }

  private void servlet(Servlet servlet, String name, String... patterns) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(WHITEBOARD + "name", name);
    properties.put(WHITEBOARD + "pattern", patterns);
    properties.put(WHITEBOARD + "asyncSupported", true);
    INIT.forEach((key, value) -> properties.put("servlet.init." + key, value));
    register(Servlet.class, servlet, properties);
  }

  private <S> void register(Class<S> type, S service, Map<String, ?> properties) {
    registrations.push(context.registerService(type, service, new Hashtable<>(properties)));
  }
}
