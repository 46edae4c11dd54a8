package org.hutong.core.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a form may be made of: a part of JSON Schema 2020-12 in which a misspelt keyword is found,
 * every property has a class (privacy.md §2), and an object takes only the properties it names.
 */
final class FormSchema {
  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "title",
          "description",
          "examples",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "minItems",
          "maxItems",
          "uniqueItems",
          "enum",
          "const",
          "minLength",
          "maxLength",
          "pattern",
          "format",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "x-class");
  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "integer", "number", "boolean", "null");
  private static final Set<String> FORMATS = Set.of("date", CitizenIdFormat.NAME);
  private static final Set<String> COUNTS =
      Set.of("minItems", "maxItems", "minLength", "maxLength");
  private static final Set<String> NUMBERS =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");
  private static final Set<String> CLASSES = Set.of("P1", "P2", "P3", "P4");

  private final BiConsumer<String, String> fault;

  private FormSchema(BiConsumer<String, String> fault) {
    this.fault = fault;
  }

  /**
   * The form with {@code additionalProperties: false} where nothing was said.
   *
   * @param fault takes the path below {@code form} and a reason
   */
  static Map<String, Object> closed(Map<String, Object> form, BiConsumer<String, String> fault) {
    if (!"object".equals(form.get("type"))) {
      fault.accept("", "表单的 type 应为 object");
    }
    return new FormSchema(fault).object(form, "");
  }

  private Map<String, Object> object(Map<?, ?> schema, String path) {
    Map<String, Object> closed = new LinkedHashMap<>();
    schema.forEach((key, value) -> keyword(closed, key.toString(), value, path));
    types(closed.get("type"), path);
    Object format = closed.get("format");
    if (format != null && !FORMATS.contains(format)) {
      fault.accept(below(path, "format"), "不支持的格式");
    }
    if (closed.containsKey("properties")) {
      closed.putIfAbsent("additionalProperties", false);
      required(closed, path);
    } else if (names(closed.get("type"), "object")) {
      fault.accept(path, "object 必须列出 properties");
    } else if (names(closed.get("type"), "array") && !closed.containsKey("items")) {
      fault.accept(path, "array 必须说明 items");
    }
    return closed;
  }

  private void keyword(Map<String, Object> closed, String key, Object value, String path) {
    String at = below(path, key);
    if (!KEYWORDS.contains(key)) {
      fault.accept(at, "表单不支持该关键字");
    } else if (key.equals("properties")) {
      closed.put(key, properties(value, at));
    } else if (key.equals("items")) {
      if (value instanceof Map<?, ?> items) {
        closed.put(key, object(items, at));
      } else {
        fault.accept(at, "应为“键: 值”");
      }
    } else if (key.equals("additionalProperties") && !Boolean.FALSE.equals(value)) {
      fault.accept(at, "只能取 false：没有分级的字段不予接收");
    } else {
      simple(key, value, at);
      closed.put(key, value);
    }
  }

  private void simple(String key, Object value, String at) {
    if (COUNTS.contains(key) && !(value instanceof Long count && count >= 0)) {
      fault.accept(at, "应为不小于 0 的整数");
    } else if (NUMBERS.contains(key) && !(value instanceof Number)) {
      fault.accept(at, "应为数字");
    } else if (key.equals("uniqueItems") && !(value instanceof Boolean)) {
      fault.accept(at, "只能取 true 或 false");
    } else if (key.equals("enum") && !(value instanceof List<?> list && !list.isEmpty())) {
      fault.accept(at, "应为列表");
    } else if (key.equals("pattern")) {
      try {
        Pattern.compile(String.valueOf(value));
      } catch (PatternSyntaxException e) {
        fault.accept(at, "不是正确的正则表达式");
      }
    }
  }

  private Map<String, Object> properties(Object value, String path) {
    Map<String, Object> properties = new LinkedHashMap<>();
    if (!(value instanceof Map<?, ?> named)) {
      fault.accept(path, "应为“键: 值”");
      return properties;
    }
    named.forEach(
        (name, schema) -> {
          String at = below(path, name.toString());
          if (!(schema instanceof Map<?, ?> property)) {
            fault.accept(at, "应为“键: 值”");
            return;
          }
          if (!CLASSES.contains(String.valueOf(property.get("x-class")))) {
            fault.accept(at, "字段没有分级，x-class 应为 P1、P2、P3 或 P4");
          }
          if (!property.containsKey("type")) {
            fault.accept(at, "字段没有 type");
          }
          properties.put(name.toString(), object(property, at));
        });
    return properties;
  }

  private void types(Object type, String path) {
    List<?> types = type instanceof List<?> list ? list : type == null ? List.of() : List.of(type);
    for (Object one : types) {
      if (!TYPES.contains(String.valueOf(one))) {
        fault.accept(below(path, "type"), "不认识的类型");
      }
    }
  }

  private void required(Map<String, Object> schema, String path) {
    Map<?, ?> properties = (Map<?, ?>) schema.get("properties");
    Object required = schema.get("required");
    if (required instanceof List<?> names) {
      for (Object name : names) {
        if (!properties.containsKey(name)) {
          fault.accept(below(path, "required"), "必填字段不在 properties 中");
        }
      }
    } else if (required != null) {
      fault.accept(below(path, "required"), "应为列表");
    }
  }

  private static boolean names(Object type, String name) {
    return name.equals(type) || (type instanceof List<?> list && list.contains(name));
  }

  private static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
