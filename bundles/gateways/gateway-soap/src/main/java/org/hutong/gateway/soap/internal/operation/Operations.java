package org.hutong.gateway.soap.internal.operation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.MessageContentsList;
import org.apache.cxf.service.invoker.Invoker;
import org.hutong.access.Caller;
import org.hutong.gateway.soap.internal.door.FaultInterceptor;
import org.hutong.gateway.soap.internal.request.Args;
import org.hutong.gateway.soap.internal.request.Request;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.problem.Refused;

/** Every operation of the contract, by its name. */
public final class Operations implements Invoker {
  private final Map<String, Handler> handlers = new HashMap<>();

  public Operations(
      Services services, ThisStreet street, PollPlaces places, Supplier<Map<String, Long>> limits) {
    new CatalogueOperations(services, street, limits).addTo(handlers);
    new ReportOperations(services, street).addTo(handlers);
    new CaseOperations(services, street).addTo(handlers);
    new MaterialOperations(services).addTo(handlers);
    new TaskOperations(services, street).addTo(handlers);
    new DisputeOperations(services, street).addTo(handlers);
    new DeliveryOperations(services, street).addTo(handlers);
    new StatisticsOperations(services, street).addTo(handlers);
    new ChangeOperations(services, places).addTo(handlers);
  }

  private static Object handle(Handler handler, Caller caller, Args args) {
    try {
      return handler.handle(caller, args);
    } catch (Refused refused) {
      throw args.withUnread(refused);
    }
  }

  /** The names; the contract must have the same. */
  public Set<String> names() {
    return handlers.keySet();
  }

  @Override
  public Object invoke(Exchange exchange, Object content) {
    Request request = (Request) ((List<?>) content).get(0);
    Handler handler = handlers.get(request.operation());
    Object answer = handle(handler, exchange.get(Caller.class), new Args(request));
    exchange.put(FaultInterceptor.ANSWERED, true);
    return new MessageContentsList(answer);
  }
}
