package org.hutong.adapter.soap.internal;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree as the body of a SOAP message, in the tree's own order: a map's entries are
 * elements, a list repeats its element, {@code @name} is an attribute, {@code #text} the text
 * beside attributes, null is left out.
 */
final class SoapWriter {
  private static final XMLOutputFactory WRITERS = XMLOutputFactory.newDefaultFactory();
  private static final String SECURITY =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  private static final String PASSWORD_TEXT =
      "http://docs.oasis-open.org/wss/2004/01/"
          + "oasis-200401-wss-username-token-profile-1.0#PasswordText";
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}._-]*");
  private static final int DEEPEST = 100;

  /** Who we are there. */
  record Account(String user, String password) {
    @Override
    public String toString() {
      return "Account";
    }
  }

  private final SoapVersion version;
  private final String namespace;
  private final boolean qualified;
  private final @Nullable Account account;

  SoapWriter(SoapVersion version, String namespace, boolean qualified, @Nullable Account account) {
    this.version = version;
    this.namespace = namespace;
    this.qualified = qualified;
    this.account = account;
  }

  /**
   * The whole message in UTF-8.
   *
   * @throws IllegalArgumentException when the tree cannot be XML; names the element, never a value
   */
  byte[] write(String element, Map<?, ?> content) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = WRITERS.createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("s", "Envelope", version.namespace);
      xml.writeNamespace("s", version.namespace);
      if (account != null) {
        security(xml, account);
      }
      xml.writeStartElement("s", "Body", version.namespace);
      if (qualified) {
        xml.writeStartElement(element);
        xml.writeDefaultNamespace(namespace);
      } else {
        xml.writeStartElement("m", element, namespace);
        xml.writeNamespace("m", namespace);
      }
      members(xml, element, content, 1);
      xml.writeEndElement();
      xml.writeEndElement();
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException(element, e);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void security(XMLStreamWriter xml, Account who) throws XMLStreamException {
    xml.writeStartElement("s", "Header", version.namespace);
    xml.writeStartElement("wsse", "Security", SECURITY);
    xml.writeNamespace("wsse", SECURITY);
    xml.writeAttribute("s", version.namespace, "mustUnderstand", version.mustUnderstand);
    xml.writeStartElement("wsse", "UsernameToken", SECURITY);
    xml.writeStartElement("wsse", "Username", SECURITY);
    xml.writeCharacters(who.user());
    xml.writeEndElement();
    xml.writeStartElement("wsse", "Password", SECURITY);
    xml.writeAttribute("Type", PASSWORD_TEXT);
    xml.writeCharacters(who.password());
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void members(XMLStreamWriter xml, String element, Map<?, ?> map, int depth)
      throws XMLStreamException {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(element);
    }
    for (Map.Entry<?, ?> each : map.entrySet()) {
      String name = String.valueOf(each.getKey());
      if (name.startsWith("@") && each.getValue() != null) {
        xml.writeAttribute(checkedName(name.substring(1)), text(name, each.getValue()));
      }
    }
    for (Map.Entry<?, ?> each : map.entrySet()) {
      String name = String.valueOf(each.getKey());
      if (name.equals("#text") && each.getValue() != null) {
        xml.writeCharacters(text(name, each.getValue()));
      } else if (!name.startsWith("@")) {
        element(xml, name, each.getValue(), depth);
      }
    }
  }

  private void element(XMLStreamWriter xml, String name, @Nullable Object value, int depth)
      throws XMLStreamException {
    if (value == null) {
      return;
    }
    if (value instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof List) {
          throw new IllegalArgumentException(name);
        }
        element(xml, name, each, depth);
      }
      return;
    }
    xml.writeStartElement(checkedName(name));
    if (value instanceof Map<?, ?> map) {
      members(xml, name, map, depth + 1);
    } else {
      xml.writeCharacters(text(name, value));
    }
    xml.writeEndElement();
  }

  private static String checkedName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("元素名");
    }
    return name;
  }

  private static String text(String name, Object value) {
    String text = value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    if (value instanceof Map || value instanceof List || !isXml(text)) {
      throw new IllegalArgumentException(name);
    }
    return text;
  }

  /** Whether XML 1.0 has a place for every character; it has none for most control characters. */
  static boolean isXml(String text) {
    return text.codePoints()
        .allMatch(
            c ->
                c == '\t'
                    || c == '\n'
                    || c == '\r'
                    || c >= 0x20 && c <= 0xD7FF
                    || c >= 0xE000 && c <= 0xFFFD
                    || c >= 0x10000);
  }
}
