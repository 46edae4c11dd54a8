package org.hutong.gateway.soap.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import javax.servlet.Servlet;
import org.hutong.gateway.soap.internal.door.Gate;
import org.hutong.gateway.soap.internal.door.StreetServlet;
import org.hutong.gateway.soap.internal.operation.Operations;
import org.hutong.gateway.soap.internal.operation.PollPlaces;
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
public final class SoapGateway implements ManagedService {
  private static final Logger LOG = LoggerFactory.getLogger(SoapGateway.class);
  private static final Duration DRAIN = Duration.ofSeconds(10);
  private static final String PID = "org.hutong.gateway.soap";
  private static final String WHITEBOARD = "osgi.http.whiteboard.servlet.";

  private final BundleContext context;
  private final Deque<ServiceRegistration<?>> registrations = new ArrayDeque<>();
  private final TrackedServices services;
  private final SoapServer server;
  private final Gate gate;
  private final PollPlaces places;
  private volatile Settings settings = Settings.DEFAULT;

  public SoapGateway(BundleContext context) {
    this.context = context;
    services = new TrackedServices(context);
    gate = new Gate(() -> settings, System::nanoTime);
    places = new PollPlaces(() -> settings.pollWaiters());
    server =
        new SoapServer(
            services,
            () -> settings,
            gate,
            new Operations(services, new ThisStreet(services), places, () -> settings.limits()));
  }

  /** Begins to answer. */
  public void start() {
    register(ManagedService.class, this, Map.of(Constants.SERVICE_PID, PID));
    Map<String, Object> properties = new HashMap<>();
    properties.put(WHITEBOARD + "name", "hutong-soap");
    properties.put(WHITEBOARD + "pattern", new String[] {"/soap/*"});
    StreetServlet.INIT.forEach((key, value) -> properties.put("servlet.init." + key, value));
    register(Servlet.class, server.servlet(gate), properties);
  }

  @Override
  public void updated(@Nullable Dictionary<String, ?> properties) throws ConfigurationException {
    try {
      settings = Settings.read(properties);
      server.publishAs(settings.publicUrl());
    } catch (SettingsFile.Wrong e) {
      throw new ConfigurationException(e.property(), e.getMessage(), e);
    }
  }

  /**
   * Stops answering: nobody new is let in, what is inside gets its answer (the core still stands,
   * it stops after the gateways), then the servlet goes.
   */
  public void close() throws InterruptedException {
    places.close();
    if (!gate.close(DRAIN)) {
      LOG.warn("Some requests had no answer after {}", DRAIN);
    }
    while (!registrations.isEmpty()) {
      registrations.pop().unregister();
    }
    server.close();
    services.close();
  }

  private <S> void register(Class<S> type, S service, Map<String, ?> properties) {
    registrations.push(context.registerService(type, service, new Hashtable<>(properties)));
  }
}
