package org.hutong.gateway.rest.internal;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.provider.ServerProviderFactory;
import org.hutong.gateway.rest.internal.json.BytesWriter;
import org.hutong.gateway.rest.internal.json.JsonBodyReader;
import org.hutong.gateway.rest.internal.problems.LastSeam;
import org.hutong.gateway.rest.internal.problems.Refusals;
import org.hutong.gateway.rest.internal.problems.RefusedMapper;
import org.hutong.gateway.rest.internal.problems.WebApplicationMapper;
import org.hutong.gateway.rest.internal.resources.CallerContext;
import org.hutong.gateway.rest.internal.resources.CasesResource;
import org.hutong.gateway.rest.internal.resources.CatalogueResource;
import org.hutong.gateway.rest.internal.resources.ChangesResource;
import org.hutong.gateway.rest.internal.resources.DeliveriesResource;
import org.hutong.gateway.rest.internal.resources.DemandsResource;
import org.hutong.gateway.rest.internal.resources.DisputesResource;
import org.hutong.gateway.rest.internal.resources.HooksResource;
import org.hutong.gateway.rest.internal.resources.InboundResource;
import org.hutong.gateway.rest.internal.resources.MaterialsResource;
import org.hutong.gateway.rest.internal.resources.OpenApiResource;
import org.hutong.gateway.rest.internal.resources.OperationFilter;
import org.hutong.gateway.rest.internal.resources.PollWaiters;
import org.hutong.gateway.rest.internal.resources.ReportsResource;
import org.hutong.gateway.rest.internal.resources.Routes;
import org.hutong.gateway.rest.internal.resources.StatisticsResource;
import org.hutong.gateway.rest.internal.resources.SystemsResource;
import org.hutong.gateway.rest.internal.resources.TasksResource;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;

/**
 * The JAX-RS application on a bus of its own, with nothing on the hot path that it does not use.
 */
final class RestServer implements AutoCloseable {
  private final Bus bus;
  private final Server server;
  private final Routes routes;

  RestServer(
      Services services,
      ThisStreet street,
      Refusals refusals,
      PollWaiters waiters,
      Supplier<Map<String, Long>> limits) {
    bus = BusFactory.newInstance().createBus();
    bus.setProperty("skip.default.json.provider.registration", true);
    bus.setProperty("wadl.service.description.available", false);
    JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
    factory.setBus(bus);
    factory.setAddress("/");
    List<Object> resources =
        List.of(
            new CasesResource(services, street),
            new CatalogueResource(services, street, limits),
            new ReportsResource(services, street),
            new MaterialsResource(services),
            new TasksResource(services, street),
            new DisputesResource(services, street),
            new DemandsResource(services, street),
            new DeliveriesResource(services, street),
            new ChangesResource(services, waiters),
            new SystemsResource(services, street),
            new InboundResource(services, street),
            new HooksResource(services),
            new StatisticsResource(services, street),
            new OpenApiResource());
    routes = new Routes(resources);
    factory.setServiceBeans(resources);
    factory.setProviders(
        List.of(
            new JsonBodyReader(),
            new BytesWriter(),
            new CallerContext(),
            new OperationFilter(),
            new RefusedMapper(refusals),
            new WebApplicationMapper(refusals, routes::allowed),
            new LastSeam(refusals)));
    server = factory.create();
    // Else CXF looks for one in the bundle's files at every request.
    bus.setExtension(RestServer.class.getClassLoader(), ClassLoader.class);
    // It gives ?_type, ?_ctype and ?_method a meaning, for which it parses every query.
    ((ServerProviderFactory) server.getEndpoint().get(ServerProviderFactory.class.getName()))
        .setRequestPreprocessor(null);
  }

  Routes routes() {
    return routes;
  }

  Bus bus() {
    return bus;
  }

  @Override
  public void close() {
    server.destroy();
    bus.shutdown(true);
  }
}
