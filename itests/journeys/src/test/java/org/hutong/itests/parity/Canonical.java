package org.hutong.itests.parity;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A case as one plain tree of texts, whichever door answered. Outside a form a null is nothing (the
 * SOAP answer leaves it out); inside, every value says its type, and a number keeps its digits.
 */
final class Canonical {
  /** What differs between two cases that are the same but for when they came. */
  static final Set<String> OF_ITS_OWN =
      Set.of("number", "registeredAt", "changedAt", "at", "since");

  /** What goes on moving after the answer. */
  static final Set<String> MOVING = Set.of("id", "receipt", "state", "stateName");

  private static final Set<String> FORMS = Set.of("form", "outcome");
  private static final Set<String> LISTS =
      Set.of("materials", "gaps", "steps", "deliveries", "history", "allowedActions");
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Canonical() {}

  static JsonNode json(String text) throws IOException {
    return MAPPER.readTree(text);
  }

  static Document xml(byte[] bytes) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("Not XML", e);
    }
  }

  /** The case in a REST answer. */
  static Object ofRest(Wire.Reply reply) throws IOException {
    return plain(json(reply.text()));
  }

  /** The case in a SOAP answer. */
  static Object ofSoap(Wire.Reply reply) throws IOException {
    if (xml(reply.bytes()).getElementsByTagNameNS("*", "case").item(0) instanceof Element found) {
      return plain(found);
    }
    throw new IOException("No case in " + reply.text());
  }

  /** The tree without what two equal cases do not share. */
  static Object comparable(Object tree) {
    return without(tree, OF_ITS_OWN);
  }

  /** The tree without what its deliveries do meanwhile. */
  static Object settled(Object tree) {
    Map<String, Object> copy = new TreeMap<>(map(tree));
    copy.computeIfPresent("deliveries", (name, list) -> without(list, MOVING));
    return copy;
  }

  private static Object without(Object tree, Set<String> names) {
    if (tree instanceof Map<?, ?> map) {
      Map<String, Object> less = new TreeMap<>();
      map.forEach(
          (name, value) -> {
            if (!names.contains(name)) {
              less.put((String) name, FORMS.contains(name) ? value : without(value, names));
            }
          });
      return less;
    }
    return tree instanceof List<?> list ? list.stream().map(v -> without(v, names)).toList() : tree;
  }

  @SuppressWarnings("unchecked") // made here
  static Map<String, Object> map(Object tree) {
    return (Map<String, Object>) tree;
  }

  static Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new TreeMap<>();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        JsonNode value = field.getValue();
        if (FORMS.contains(field.getKey())) {
          map.put(field.getKey(), typed(value));
        } else if (!value.isNull()) {
          map.put(field.getKey(), plain(value));
        }
      }
      return map;
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(each -> list.add(plain(each)));
      return list;
    }
    return node.asText();
  }

  private static Object typed(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new TreeMap<>();
      node.properties().forEach(field -> map.put(field.getKey(), typed(field.getValue())));
      return map;
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(each -> list.add(typed(each)));
      return list;
    }
    if (node.isNumber()) {
      return number(node.isBigDecimal() ? node.decimalValue().toString() : node.asText());
    }
    return node.isNull() ? "null" : (node.isBoolean() ? "boolean " : "text ") + node.asText();
  }

  private static String number(String text) {
    BigDecimal number = new BigDecimal(text);
    return "number " + (number.scale() < 0 ? number.setScale(0) : number).toPlainString();
  }

  private static Object plain(Element element) {
    String name = element.getLocalName();
    List<Element> children = children(element);
    if (FORMS.contains(name)) {
      return fields(children);
    }
    if (LISTS.contains(name)) {
      return children.stream().map(Canonical::plain).toList();
    }
    if (children.isEmpty()) {
      return element.getTextContent();
    }
    Map<String, Object> map = new TreeMap<>();
    children.forEach(child -> map.put(child.getLocalName(), plain(child)));
    return map;
  }

  private static Map<String, Object> fields(List<Element> fields) {
    Map<String, Object> map = new TreeMap<>();
    fields.forEach(field -> map.put(field.getAttribute("name"), typed(field)));
    return map;
  }

  private static Object typed(Element holder) {
    Element value = children(holder).get(0);
    return switch (value.getLocalName()) {
      case "object" -> fields(children(value));
      case "list" -> children(value).stream().map(Canonical::typed).toList();
      case "null" -> "null";
      case "number" -> number(value.getTextContent());
      default -> value.getLocalName() + " " + value.getTextContent();
    };
  }

  private static List<Element> children(Element of) {
    List<Element> children = new ArrayList<>();
    for (Node n = of.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }
}
