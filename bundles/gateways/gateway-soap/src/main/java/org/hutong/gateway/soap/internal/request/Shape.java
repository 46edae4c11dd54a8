package org.hutong.gateway.soap.internal.request;

import java.util.Map;

/** What stands in an element of a request, as the contract's schema says. */
sealed interface Shape {
  /** Text without elements. */
  enum Leaf implements Shape {
    TEXT,
    NUMBER,
    BOOLEAN,
    /** Base64: its text without white space. */
    BINARY
  }

  /** A part of a form. */
  enum Form implements Shape {
    /** {@code field}s with names. */
    FIELDS,
    /** {@code value}s. */
    VALUES,
    /** One value by its type. */
    VALUE
  }

  /** Something the schema does not know: read as it looks, so that the service can name it. */
  enum Unknown implements Shape {
    UNKNOWN
  }

  /** Elements with names, each once. */
  record Struct(Map<String, Shape> fields) implements Shape {}

  /** One element again and again. */
  record ListOf(String name, Shape shape) implements Shape {}

  /** Whether JSON would write it in braces. */
  default boolean isObject() {
    return this instanceof Struct || this == Form.FIELDS;
  }
}
