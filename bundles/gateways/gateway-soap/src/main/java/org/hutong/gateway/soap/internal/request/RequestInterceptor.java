package org.hutong.gateway.soap.internal.request;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageContentsList;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.service.model.BindingOperationInfo;
import org.apache.cxf.service.model.EndpointInfo;
import org.hutong.gateway.soap.internal.door.Envelope;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/** Reads the body once its sender is known: the operation by its element, and its parameters. */
public final class RequestInterceptor extends AbstractPhaseInterceptor<Message> {
  private record Operation(BindingOperationInfo info, Shape.Struct shape) {}

  private final Map<QName, Operation> operations = new HashMap<>();

  /** Takes operations and shapes from the WSDL as loaded. */
  public RequestInterceptor(EndpointInfo endpoint) {
    super(Phase.UNMARSHAL);
    Shapes shapes = new Shapes(endpoint.getService().getXmlSchemaCollection());
    for (BindingOperationInfo info : endpoint.getBinding().getOperations()) {
      QName element = info.getOperationInfo().getInput().getFirstMessagePart().getElementQName();
      operations.put(element, new Operation(info, shapes.of(element)));
    }
  }

  @Override
  public void handleMessage(Message message) {
    XMLStreamReader xml = message.getContent(XMLStreamReader.class);
    if (xml == null) {
      return; // the contract is asked for
    }
    Operation operation = operations.get(xml.getName());
    if (operation == null) {
      throw Refused.because(Code.NOT_FOUND_HERE, "没有这个操作");
    }
    Request request;
    try {
      String name = operation.info().getName().getLocalPart();
      request = BodyReader.read(xml, name, operation.shape());
      Envelope.end(xml);
    } catch (XMLStreamException e) {
      throw Envelope.refusal(e);
    }
    Exchange exchange = message.getExchange();
    exchange.put(BindingOperationInfo.class, operation.info());
    exchange.setOneWay(false);
    message.setContent(List.class, new MessageContentsList(request));
  }
}
