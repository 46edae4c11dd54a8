package org.hutong.gateway.soap.internal.answer;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.hutong.gateway.soap.internal.v1.FieldXml;
import org.hutong.gateway.soap.internal.v1.FieldsXml;
import org.hutong.gateway.soap.internal.v1.ValueXml;
import org.hutong.gateway.soap.internal.v1.ValuesXml;
import org.jspecify.annotations.Nullable;

/** Trees as typed elements: every value with its type, null as itself, a number by its digits. */
public final class Forms {
  private Forms() {}

  public static FieldsXml fields(Map<String, Object> tree) {
    FieldsXml fields = new FieldsXml();
    tree.forEach(
        (name, value) -> {
          FieldXml field = new FieldXml();
          field.setName(name);
          fields.getField().add(typed(field, value));
        });
    return fields;
  }

  private static ValuesXml values(List<?> list) {
    ValuesXml values = new ValuesXml();
    for (Object value : list) {
      values.getValue().add(typed(new ValueXml(), value));
    }
    return values;
  }

  private static <V extends ValueXml> V typed(V xml, @Nullable Object value) {
    if (value == null) {
      xml.setNull(true);
    } else if (value instanceof String text) {
      xml.setText(text);
    } else if (value instanceof Boolean bool) {
      xml.setBoolean(bool);
    } else if (value instanceof BigDecimal || value instanceof Long || value instanceof Integer) {
      xml.setNumber(value.toString());
    } else if (value instanceof List<?> list) {
      xml.setList(values(list));
    } else if (value instanceof Map<?, ?> map) {
      xml.setObject(object(map));
    } else {
      throw new IllegalArgumentException("No value of a tree: " + value.getClass());
    }
    return xml;
  }

  @SuppressWarnings("unchecked") // keys of a tree are names
  private static FieldsXml object(Map<?, ?> map) {
    return fields((Map<String, Object>) map);
  }
}
