package org.hutong.gateway.rest.internal.resources;

import javax.servlet.http.HttpServletRequest;
import org.apache.cxf.jaxrs.ext.ContextProvider;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.hutong.access.Caller;
import org.hutong.gateway.rest.internal.door.Gate;

/** Gives the resources the caller whom the gate let in. */
public final class CallerContext implements ContextProvider<Caller> {
  @Override
  public Caller createContext(Message message) {
    return Gate.caller((HttpServletRequest) message.get(AbstractHTTPDestination.HTTP_REQUEST));
  }
}
