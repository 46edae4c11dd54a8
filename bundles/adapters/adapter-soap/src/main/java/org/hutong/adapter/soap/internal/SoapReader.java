package org.hutong.adapter.soap.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.hutong.adapter.support.Trees;
import org.jspecify.annotations.Nullable;

/**
 * Reads a SOAP message into a tree: an element with elements or attributes is a map by local names,
 * one without is its text, one that repeats is a list. No DTD, no entity but the five of XML.
 */
final class SoapReader {
  private static final int DEEPEST = 100;

  /** Making one costs as much as reading an answer; threads may share it, as it reuses nothing. */
  private static final XMLInputFactory READERS = readers();

  private final Set<String> lists;

  /**
   * What a message says.
   *
   * @param fault whether it is a SOAP fault; its tree is then {@code {fault: {code, string,
   *     detail}}}
   */
  record Message(boolean fault, @Nullable Object tree) {
    @Override
    public String toString() {
      return "Message[fault=" + fault + "]";
    }
  }

  /** Elements of these local names are lists even when they stand alone. */
  SoapReader(Set<String> lists) {
    this.lists = Set.copyOf(lists);
  }

  private static XMLInputFactory readers() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /** Reads a message; the exception's message never quotes it. */
  Message read(byte[] bytes, @Nullable Charset charset) throws IOException {
    try {
      XMLStreamReader xml =
          READERS.createXMLStreamReader(
              new ByteArrayInputStream(bytes), charset == null ? null : charset.name());
      Message message = envelope(xml);
      while (xml.hasNext()) {
        forbidDtd(xml.next());
      }
      return message;
    } catch (XMLStreamException e) {
      // The parser's sentence would quote the answer.
      throw new IOException("not well-formed");
    }
  }

  private Message envelope(XMLStreamReader xml) throws XMLStreamException, IOException {
    int event = xml.getEventType();
    while (event != XMLStreamConstants.START_ELEMENT) {
      forbidDtd(event);
      event = xml.next();
    }
    String soap = xml.getNamespaceURI();
    boolean known =
        SoapVersion.V11.namespace.equals(soap) || SoapVersion.V12.namespace.equals(soap);
    if (!known || !xml.getLocalName().equals("Envelope")) {
      throw new IOException("no envelope");
    }
    Message message = null;
    while (nextElement(xml)) {
      boolean body = xml.getLocalName().equals("Body") && soap.equals(xml.getNamespaceURI());
      if (body) {
        message = body(xml, soap);
      } else {
        value(xml, 1);
      }
    }
    if (message == null) {
      throw new IOException("no body");
    }
    return message;
  }

  private Message body(XMLStreamReader xml, String soap) throws XMLStreamException, IOException {
    Message message = new Message(false, null);
    boolean first = true;
    while (nextElement(xml)) {
      boolean fault = xml.getLocalName().equals("Fault") && soap.equals(xml.getNamespaceURI());
      Object tree = value(xml, 1);
      if (first) {
        message =
            fault ? new Message(true, Map.of("fault", fault(tree))) : new Message(false, tree);
      }
      first = false;
    }
    return message;
  }

  private static Map<String, Object> fault(@Nullable Object tree) {
    Map<String, Object> fault = new LinkedHashMap<>();
    fault.put("code", first(tree, "/faultcode", "/Code/Subcode/Value", "/Code/Value"));
    fault.put("string", first(tree, "/faultstring", "/Reason/Text/#text", "/Reason/Text"));
    Object detail = Trees.pointer(tree, "/detail");
    fault.put("detail", detail == null ? Trees.pointer(tree, "/Detail") : detail);
    return fault;
  }

  private static @Nullable String first(@Nullable Object tree, String... pointers) {
    for (String pointer : pointers) {
      Object found = Trees.pointer(tree, pointer);
      Object text = found instanceof Map<?, ?> map ? map.get("#text") : found;
      if (Trees.single(text) != null) {
        return Trees.single(text);
      }
    }
    return null;
  }

  /** Moves to the next child; false at the end of the element. */
  private static boolean nextElement(XMLStreamReader xml) throws XMLStreamException, IOException {
    while (true) {
      int event = xml.next();
      forbidDtd(event);
      if (event == XMLStreamConstants.START_ELEMENT) {
        return true;
      }
      if (event == XMLStreamConstants.END_ELEMENT || event == XMLStreamConstants.END_DOCUMENT) {
        return false;
      }
    }
  }

  private @Nullable Object value(XMLStreamReader xml, int depth)
      throws XMLStreamException, IOException {
    if (depth > DEEPEST) {
      throw new IOException("too deep");
    }
    boolean nil =
        "true".equals(xml.getAttributeValue(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil"));
    Map<String, Object> members = attributes(xml);
    StringBuilder text = new StringBuilder();
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      forbidDtd(event);
      if (event == XMLStreamConstants.START_ELEMENT) {
        String name = xml.getLocalName();
        add(members, name, value(xml, depth + 1));
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        text.append(xml.getText());
      }
    }
    if (nil) {
      return null;
    }
    if (members.isEmpty()) {
      return text.toString();
    }
    if (!text.toString().isBlank()) {
      members.put("#text", text.toString());
    }
    return members;
  }

  private static Map<String, Object> attributes(XMLStreamReader xml) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String space = xml.getAttributeNamespace(i);
      // Attributes of XML, XML Schema and security are no data.
      if (space == null || space.isEmpty()) {
        members.put("@" + xml.getAttributeLocalName(i), xml.getAttributeValue(i));
      }
    }
    return members;
  }

  @SuppressWarnings("unchecked")
  private void add(Map<String, Object> members, String name, @Nullable Object value) {
    if (!members.containsKey(name)) {
      members.put(name, lists.contains(name) ? listOf(value) : value);
    } else if (members.get(name) instanceof List<?> list) {
      ((List<Object>) list).add(value);
    } else {
      List<Object> list = listOf(members.get(name));
      list.add(value);
      members.put(name, list);
    }
  }

  private static List<Object> listOf(@Nullable Object value) {
    List<Object> list = new ArrayList<>();
    list.add(value);
    return list;
  }

  private static void forbidDtd(int event) throws IOException {
    if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new IOException("a DTD or an entity");
    }
  }
}
