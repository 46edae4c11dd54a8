package org.hutong.gateway.soap.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLOutputFactory;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.CXFBusFactory;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.frontend.WSDLGetInterceptor;
import org.apache.cxf.interceptor.InterceptorProvider;
import org.apache.cxf.jaxws.JaxWsServerFactoryBean;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.service.model.EndpointInfo;
import org.hutong.gateway.soap.internal.door.EnvelopeInterceptor;
import org.hutong.gateway.soap.internal.door.FaultInterceptor;
import org.hutong.gateway.soap.internal.door.FaultSender;
import org.hutong.gateway.soap.internal.door.Gate;
import org.hutong.gateway.soap.internal.door.Patience;
import org.hutong.gateway.soap.internal.door.StreetServlet;
import org.hutong.gateway.soap.internal.operation.Operations;
import org.hutong.gateway.soap.internal.problem.Writers;
import org.hutong.gateway.soap.internal.request.RequestInterceptor;
import org.hutong.gateway.soap.internal.v1.Street;
import org.hutong.gateway.support.Services;
import org.jspecify.annotations.Nullable;

/**
 * The contract on a CXF bus of its own. CXF publishes the WSDL, keeps the model of its operations
 * and writes the answers by JAXB; a message is read by our own three interceptors, because CXF's
 * would have parsed it before anybody was authenticated.
 */
public final class SoapServer implements AutoCloseable {
  private static final String WSDL = "/wsdl/street-v1.wsdl";

  private final Bus bus;
  private final Server server;
  private final EndpointInfo endpoint;
  private final Patience patience = new Patience();
  private final FaultSender faults = new FaultSender(patience);

  public SoapServer(
      Services services, Supplier<Settings> settings, Gate gate, Operations operations) {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    // CXF and JAXB look for their parts with it.
    Thread.currentThread().setContextClassLoader(SoapServer.class.getClassLoader());
    try {
      bus = new CXFBusFactory().createBus();
      server = factory(operations).create();
      // Else CXF looks for one in the bundle's files at every request.
      bus.setExtension(SoapServer.class.getClassLoader(), ClassLoader.class);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    endpoint = server.getEndpoint().getEndpointInfo();
    mustBeWhole(operations.names());
    readByOurselves(services, settings, gate);
  }

  private JaxWsServerFactoryBean factory(Operations operations) {
    JaxWsServerFactoryBean factory = new JaxWsServerFactoryBean();
    factory.setBus(bus);
    factory.setServiceClass(Street.class);
    factory.setWsdlLocation(SoapServer.class.getResource(WSDL).toString());
    factory.setServiceName(new QName("urn:hutong:street:v1", "StreetService"));
    factory.setEndpointName(new QName("urn:hutong:street:v1", "StreetPort"));
    factory.setAddress(StreetServlet.PATH);
    factory.setInvoker(operations);
    Map<String, Object> properties = new HashMap<>();
    // Faults are logged where they are written, and without what a person entered.
    FaultListener quiet = (exception, description, message) -> false;
    properties.put(FaultListener.class.getName(), quiet);
    properties.put(XMLOutputFactory.class.getName(), Writers.factory());
    factory.setProperties(properties);
    return factory;
  }

  private void mustBeWhole(Set<String> names) {
    Set<String> published =
        endpoint.getInterface().getOperations().stream()
            .map(o -> o.getName().getLocalPart())
            .collect(Collectors.toSet());
    if (!published.equals(names)) {
      throw new IllegalStateException("WSDL has " + published + ", the gateway " + names);
    }
  }

  private void readByOurselves(Services services, Supplier<Settings> settings, Gate gate) {
    Endpoint e = server.getEndpoint();
    e.getInInterceptors().removeIf(i -> !(i instanceof WSDLGetInterceptor));
    e.getBinding().getInInterceptors().clear();
    for (InterceptorProvider provider : List.of(bus, e.getService(), e, e.getBinding())) {
      provider.getOutFaultInterceptors().clear();
    }
    bus.getInInterceptors().clear();
    bus.getOutInterceptors().clear();
    e.getBinding()
        .getInInterceptors()
        .add(new EnvelopeInterceptor(services, settings, gate, patience));
    e.getBinding().getInInterceptors().add(new RequestInterceptor(endpoint));
    e.getBinding().getOutFaultInterceptors().add(new FaultInterceptor(faults));
  }

  /** The bus the servlet uses. */
  public Bus bus() {
    return bus;
  }

  /** The servlet that goes before it. */
  public StreetServlet servlet(Gate gate) {
    return new StreetServlet(bus, gate, faults);
  }

  /** The address the WSDL names; null for the one the client used. */
  public void publishAs(@Nullable String url) {
    if (url == null) {
      endpoint.removeProperty("publishedEndpointUrl");
    } else {
      endpoint.setProperty("publishedEndpointUrl", url);
    }
  }

  @Override
  public void close() {
    server.destroy();
    bus.shutdown(true);
    patience.close();
  }
}
