package org.hutong.gateway.soap.internal.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Reads one element of a request into a plain tree. JAXB would do it too, but it passes over what
 * it does not know (after ten reports for the life of the process) and cannot tell null, missing
 * and empty apart where the types say so. A value of another shape than the schema's is taken as it
 * looks, so that the service refuses it by its own rule and pointer, as on REST.
 */
final class BodyReader {
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final int DEPTH = 64;
  private static final int LONGEST_NAME = 200;
  private static final int MOST_ERRORS = 100;

  private final XMLStreamReader xml;
  private final Path path = new Path();
  private final List<FieldError> errors = new ArrayList<>();

  private BodyReader(XMLStreamReader xml) {
    this.xml = xml;
  }

  /** Reads the element the reader stands on, to its end: the parameters of an operation. */
  static Request read(XMLStreamReader xml, String operation, Shape.Struct shape)
      throws XMLStreamException {
    BodyReader reader = new BodyReader(xml);
    Map<String, Object> parameters = reader.parameters(shape);
    return new Request(operation, parameters, List.copyOf(reader.errors));
  }

  private Map<String, Object> parameters(Shape.Struct shape) throws XMLStreamException {
    attributes(null);
    Map<String, Object> values = new LinkedHashMap<>();
    while (toTag()) {
      String name = xml.getLocalName();
      Shape of = shape.fields().get(name);
      path.into(name);
      if (of == null || isForeign()) {
        error(Code.FIELD_UNKNOWN);
        skip();
      } else {
        once(values, name);
        if (of.isObject()) {
          path.bodyHere();
        }
        values.put(name, element(of));
      }
      path.out();
    }
    return values;
  }

  /** Reads the element the reader stands on, to its end. */
  private @Nullable Object element(Shape shape) throws XMLStreamException {
    if (attributes(null)) {
      return nothing();
    }
    if (shape instanceof Shape.Form form) {
      return form(form);
    }
    StringBuilder text = null;
    Map<String, Object> fields = null;
    List<Object> list = null;
    for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
      if (event != XMLStreamConstants.START_ELEMENT) {
        text = append(text);
      } else if (shape instanceof Shape.ListOf of) {
        list = list == null ? new ArrayList<>() : list;
        member(of, list);
      } else {
        fields = fields == null ? new LinkedHashMap<>() : fields;
        child(shape, fields);
      }
    }
    boolean elements = fields != null || list != null;
    if (elements && text != null && !isBlank(text)) {
      error(Code.FIELD_TYPE);
    }
    if (list != null) {
      return list;
    }
    return fields != null ? fields : leaf(shape, text == null ? "" : text.toString());
  }

  private void child(Shape shape, Map<String, Object> fields) throws XMLStreamException {
    String name = xml.getLocalName();
    path.into(name);
    checkDepth();
    if (isForeign()) {
      error(Code.FIELD_UNKNOWN);
      skip();
    } else {
      once(fields, name);
      Shape of = shape instanceof Shape.Struct struct ? struct.fields().get(name) : null;
      fields.put(name, element(of == null ? Shape.Unknown.UNKNOWN : of));
    }
    path.out();
  }

  private void member(Shape.ListOf of, List<Object> list) throws XMLStreamException {
    boolean known = xml.getLocalName().equals(of.name()) && !isForeign();
    path.into(known ? list.size() : xml.getLocalName());
    checkDepth();
    if (known) {
      list.add(element(of.shape()));
    } else {
      error(Code.FIELD_UNKNOWN);
      skip();
    }
    path.out();
  }

  private @Nullable Object leaf(Shape shape, String text) {
    if (shape instanceof Shape.Leaf leaf) {
      return switch (leaf) {
        case TEXT -> text;
        case BINARY -> text.replaceAll("[ \\t\\r\\n]+", "");
        case NUMBER -> {
          Object number = number(text.strip());
          yield number == null ? text : number;
        }
        case BOOLEAN -> {
          Boolean bool = bool(text.strip());
          yield bool == null ? text : bool;
        }
      };
    }
    if (shape instanceof Shape.Unknown || !text.isBlank()) {
      return text;
    }
    return shape instanceof Shape.ListOf ? new ArrayList<>() : new LinkedHashMap<>();
  }

  // Forms say the type of every value, so here a wrong one is known at once.

  private @Nullable Object form(Shape.Form form) throws XMLStreamException {
    return switch (form) {
      case FIELDS -> fields();
      case VALUES -> values();
      case VALUE -> value();
    };
  }

  private Map<String, Object> fields() throws XMLStreamException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (toTag()) {
      String name = xml.getAttributeValue(null, "name");
      boolean known = xml.getLocalName().equals("field") && !isForeign();
      if (!known || name == null) {
        path.into(known ? "@name" : xml.getLocalName());
        error(known ? Code.FIELD_MISSING : Code.FIELD_UNKNOWN);
        skip();
      } else {
        path.into(name);
        checkDepth();
        if (name.length() > LONGEST_NAME) {
          throw malformed("字段名过长");
        }
        once(fields, name);
        fields.put(name, attributes("name") ? nothing() : value());
      }
      path.out();
    }
    return fields;
  }

  private List<Object> values() throws XMLStreamException {
    List<Object> list = new ArrayList<>();
    while (toTag()) {
      member(new Shape.ListOf("value", Shape.Form.VALUE), list);
    }
    return list;
  }

  /** One of the six, then the end of what holds it. */
  private @Nullable Object value() throws XMLStreamException {
    Object value = null;
    int count = 0;
    while (toTag()) {
      count++;
      value = isForeign() ? wrongType() : typed(xml.getLocalName());
    }
    return count == 1 ? value : wrongTypeHere();
  }

  private @Nullable Object typed(String type) throws XMLStreamException {
    if (attributes(null)) {
      return nothing();
    }
    return switch (type) {
      case "text" -> text();
      case "number" -> {
        Object number = number(text().strip());
        yield number == null ? wrongTypeHere() : number;
      }
      case "boolean" -> {
        Boolean bool = bool(text().strip());
        yield bool == null ? wrongTypeHere() : bool;
      }
      case "null" -> {
        String said = text().strip();
        yield said.isEmpty() || Boolean.TRUE.equals(bool(said)) ? null : wrongTypeHere();
      }
      case "list" -> values();
      case "object" -> fields();
      default -> wrongType();
    };
  }

  private @Nullable Object wrongType() throws XMLStreamException {
    skip();
    return wrongTypeHere();
  }

  private @Nullable Object wrongTypeHere() {
    error(Code.FIELD_TYPE);
    return null;
  }

  private String text() throws XMLStreamException {
    StringBuilder text = null;
    for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        error(Code.FIELD_TYPE);
        skip();
      } else {
        text = append(text);
      }
    }
    return text == null ? "" : text.toString();
  }

  /** The end of an element that says null; anything inside is a contradiction. */
  private @Nullable Object nothing() throws XMLStreamException {
    if (!text().isBlank()) {
      error(Code.FIELD_TYPE);
    }
    return null;
  }

  private @Nullable Object number(String text) {
    try {
      return Numbers.parse(text);
    } catch (Numbers.OutOfRange e) {
      throw malformed("数值超出范围");
    }
  }

  private static @Nullable Boolean bool(String text) {
    return switch (text) {
      case "true", "1" -> Boolean.TRUE;
      case "false", "0" -> Boolean.FALSE;
      default -> null;
    };
  }

  /**
   * Whether the element says that it is null; any other attribute but {@code allowed} is unknown.
   */
  private boolean attributes(@Nullable String allowed) {
    boolean nil = false;
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String namespace = xml.getAttributeNamespace(i);
      String name = xml.getAttributeLocalName(i);
      if (XSI.equals(namespace) && name.equals("nil")) {
        nil = Boolean.TRUE.equals(bool(xml.getAttributeValue(i).strip()));
      } else if ((namespace == null || namespace.isEmpty()) && !name.equals(allowed)) {
        path.into("@" + name);
        error(Code.FIELD_UNKNOWN);
        path.out();
      }
    }
    return nil;
  }

  private boolean isForeign() {
    return !Shapes.NAMESPACE.equals(xml.getNamespaceURI());
  }

  private void once(Map<String, Object> fields, String name) {
    if (fields.containsKey(name)) {
      throw malformed("字段重复");
    }
  }

  private void checkDepth() {
    // A scalar counts as a level of the path, not of the nesting.
    if (path.depth() > DEPTH + 1) {
      throw malformed("嵌套过深");
    }
  }

  private void error(Code code) {
    if (errors.size() < MOST_ERRORS) {
      errors.add(FieldError.of(path.pointer(), code));
    }
  }

  private Refused malformed(String message) {
    return Refused.fields(
        Code.MALFORMED_REQUEST,
        Code.MALFORMED_REQUEST.sentence(),
        List.of(new FieldError(path.pointer(), Code.MALFORMED_REQUEST, message)));
  }

  private StringBuilder append(@Nullable StringBuilder text) {
    return (text == null ? new StringBuilder() : text)
        .append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
  }

  private static boolean isBlank(StringBuilder text) {
    return text.chars().allMatch(Character::isWhitespace);
  }

  private void skip() throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  /** To the next child, or false at the end of the element; text between is of the wrong type. */
  private boolean toTag() throws XMLStreamException {
    while (true) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        return true;
      }
      if (event == XMLStreamConstants.END_ELEMENT) {
        return false;
      }
      if (!xml.isWhiteSpace()) {
        error(Code.FIELD_TYPE);
      }
    }
  }

  /** A start, an end, or text: comments go, and what SOAP forbids is refused. */
  private int next() throws XMLStreamException {
    while (true) {
      int event = xml.next();
      switch (event) {
        case XMLStreamConstants.START_ELEMENT,
            XMLStreamConstants.END_ELEMENT,
            XMLStreamConstants.CHARACTERS,
            XMLStreamConstants.CDATA,
            XMLStreamConstants.SPACE -> {
          return event;
        }
        case XMLStreamConstants.COMMENT -> {}
        default -> throw Refused.because(Code.MALFORMED_REQUEST);
      }
    }
  }
}
