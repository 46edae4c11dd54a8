package org.hutong.gateway.soap.internal.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import org.apache.cxf.common.xmlschema.SchemaCollection;
import org.apache.ws.commons.schema.XmlSchemaComplexType;
import org.apache.ws.commons.schema.XmlSchemaElement;
import org.apache.ws.commons.schema.XmlSchemaSequence;
import org.apache.ws.commons.schema.XmlSchemaSequenceMember;
import org.apache.ws.commons.schema.XmlSchemaType;

/** Reads the shapes of requests from the schema that the WSDL publishes: one truth. */
public final class Shapes {
  /** The contract's namespace. */
  public static final String NAMESPACE = "urn:hutong:street:v1";

  private static final String XSD = "http://www.w3.org/2001/XMLSchema";
  private static final Map<String, Shape> FORMS =
      Map.of(
          "Fields", Shape.Form.FIELDS,
          "Values", Shape.Form.VALUES,
          "Value", Shape.Form.VALUE,
          "Field", Shape.Form.VALUE);
  private static final Set<String> NUMBERS = Set.of("int", "long", "decimal");

  private final SchemaCollection schemas;

  Shapes(SchemaCollection schemas) {
    this.schemas = schemas;
  }

  /** The shape of the element that an operation takes. */
  Shape.Struct of(QName element) {
    if (shape(schemas.getElementByQName(element)) instanceof Shape.Struct struct) {
      return struct;
    }
    throw new IllegalStateException("No sequence of parameters: " + element);
  }

  private Shape shape(XmlSchemaElement element) {
    XmlSchemaType type = element.getSchemaType();
    if (type instanceof XmlSchemaComplexType complex) {
      Shape form = complex.getName() == null ? null : FORMS.get(complex.getName());
      return form != null ? form : sequence(complex);
    }
    QName name = element.getSchemaTypeName();
    if (name != null && XSD.equals(name.getNamespaceURI())) {
      String local = name.getLocalPart();
      if (NUMBERS.contains(local)) {
        return Shape.Leaf.NUMBER;
      }
      if (local.equals("boolean")) {
        return Shape.Leaf.BOOLEAN;
      }
      if (local.equals("base64Binary")) {
        return Shape.Leaf.BINARY;
      }
    }
    return Shape.Leaf.TEXT;
  }

  private Shape sequence(XmlSchemaComplexType type) {
    List<XmlSchemaSequenceMember> members =
        type.getParticle() instanceof XmlSchemaSequence sequence ? sequence.getItems() : List.of();
    Map<String, Shape> fields = new LinkedHashMap<>();
    for (XmlSchemaSequenceMember member : members) {
      XmlSchemaElement element = (XmlSchemaElement) member;
      if (element.getMaxOccurs() > 1) {
        return new Shape.ListOf(element.getName(), shape(element));
      }
      fields.put(element.getName(), shape(element));
    }
    return new Shape.Struct(fields);
  }
}
