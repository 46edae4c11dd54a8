package org.hutong.standins.zhjz;

import java.io.ByteArrayInputStream;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.hutong.standins.kit.Entry;

/** Reads operation and 流水号 out of a SOAP envelope, before the system itself looks at it. */
final class SoapCalls {
  private static final Map<String, String> OPERATIONS =
      Map.of(
          "submitTempAid", "CREATE",
          "updateTempAid", "CORRECT",
          "cancelTempAid", "CANCEL",
          "confirm", "CONFIRM",
          "queryStatus", "LOOKUP",
          "queryByLsh", "LOOKUP",
          "checkFamily", "CHECK");

  private final XMLInputFactory factory = XMLInputFactory.newFactory();

  SoapCalls() {
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
  }

  Entry.Call describe(HttpServletRequest request, byte[] body) {
    if (!request.getMethod().equals("POST")) {
      return null; // the WSDL is no call
    }
    String name = null;
    String key = null;
    String sldh = null;
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(body));
      boolean inBody = false;
      while (key == null && xml.hasNext()) {
        if (xml.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        String element = xml.getLocalName();
        if (!inBody) {
          inBody = element.equals("Body");
        } else if (name == null) {
          name = element;
        } else if (element.equals("lsh")) {
          key = xml.getElementText();
        } else if (element.equals("sldh")) {
          sldh = xml.getElementText();
        }
      }
    } catch (XMLStreamException e) {
      // A broken envelope is an attempt too: it is counted with what could be read.
      return call(name, key);
    }
    return call(name, key != null ? key : sldh);
  }

  private static Entry.Call call(String name, String key) {
    String operation = name == null ? "UNREADABLE" : OPERATIONS.getOrDefault(name, "UNREADABLE");
    boolean reads = operation.equals("LOOKUP") || operation.equals("CHECK");
    return new Entry.Call(operation, name, key, !reads);
  }
}
