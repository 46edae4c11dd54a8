package org.hutong.gateway.soap.internal.door;

import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.service.model.BindingOperationInfo;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the fault, in place of all the interceptors of CXF that would write one. */
public final class FaultInterceptor extends AbstractPhaseInterceptor<Message> {
  /** Set in the exchange once the operation is done and only its answer is still to be sent. */
  public static final String ANSWERED = FaultInterceptor.class.getName() + ".answered";

  private static final Logger LOG = LoggerFactory.getLogger(FaultInterceptor.class);

  private final FaultSender faults;

  public FaultInterceptor(FaultSender faults) {
    super(Phase.SETUP);
    this.faults = faults;
  }

  @Override
  public void handleMessage(Message message) {
    Exception thrown = message.getContent(Exception.class);
    if (isGone(message, thrown)) {
      LOG.debug("The client is gone: {}", thrown.getClass().getName());
      return;
    }
    Message in = message.getExchange().getInMessage();
    faults.send(
        (HttpServletRequest) in.get(AbstractHTTPDestination.HTTP_REQUEST),
        (HttpServletResponse) in.get(AbstractHTTPDestination.HTTP_RESPONSE),
        thrown,
        operation(message.getExchange()));
  }

  private static String operation(Exchange exchange) {
    BindingOperationInfo operation = exchange.getBindingOperationInfo();
    return operation == null ? "before any operation" : operation.getName().getLocalPart();
  }

  /** Whether an answer could not be sent: then a fault cannot be either. */
  private static boolean isGone(Message message, Exception thrown) {
    if (!Boolean.TRUE.equals(message.getExchange().get(ANSWERED))) {
      return false;
    }
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof IOException) {
        return true;
      }
    }
    return false;
  }
}
