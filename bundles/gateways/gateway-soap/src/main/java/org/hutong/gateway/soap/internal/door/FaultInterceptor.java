package org.hutong.gateway.soap.internal.door;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.hutong.gateway.soap.internal.problem.Faults;

/** Sends the fault, in place of all the interceptors of CXF that would write one. */
public final class FaultInterceptor extends AbstractPhaseInterceptor<Message> {
  public FaultInterceptor() {
    super(Phase.WRITE);
  }

  @Override
  public void handleMessage(Message message) {
    Faults.Written fault = Faults.of(message.getContent(Exception.class));
    message.put(Message.RESPONSE_CODE, fault.status());
    message.put(Message.CONTENT_TYPE, Faults.MEDIA_TYPE);
    fault
        .retryAfterSeconds()
        .ifPresent(
            s -> {
              Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
              headers.put("Retry-After", List.of(Long.toString(s)));
              message.put(Message.PROTOCOL_HEADERS, headers);
            });
    try {
      InputStream rest = message.getExchange().getInMessage().getContent(InputStream.class);
      if (rest != null) {
        Rest.drain(fault.status(), rest);
      }
      OutputStream out = message.getContent(OutputStream.class);
      out.write(fault.bytes());
      out.flush();
    } catch (IOException gone) {
      throw new Fault(gone); // the client has left
    }
  }
}
