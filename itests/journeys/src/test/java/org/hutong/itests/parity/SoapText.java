package org.hutong.itests.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A JSON body said in XML, as street-v1.xsd has it: null, missing and empty stay apart. */
final class SoapText {
  private static final String WSSE =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final Map<String, String> LISTS = Map.of("materials", "material");

  private SoapText() {}

  static String envelope(String header, String content) {
    return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">"
        + "<s:Header>"
        + header
        + "</s:Header><s:Body>"
        + content
        + "</s:Body></s:Envelope>";
  }

  static String security(String account, String password) {
    return "<w:Security xmlns:w=\""
        + WSSE
        + "\" s:mustUnderstand=\"1\"><w:UsernameToken><w:Username>"
        + escaped(account)
        + "</w:Username><w:Password>"
        + escaped(password)
        + "</w:Password></w:UsernameToken></w:Security>";
  }

  /** An operation with parameters that are texts, already escaped elements, or nothing. */
  static String operation(String name, String parameters) {
    return "<"
        + name
        + " xmlns=\"urn:hutong:street:v1\" xmlns:i=\""
        + XSI
        + "\">"
        + parameters
        + "</"
        + name
        + ">";
  }

  /** A parameter that is a text. */
  static String parameter(String name, String value) {
    return "<" + name + ">" + escaped(value) + "</" + name + ">";
  }

  /** SubmitCase with that body. */
  static String submit(JsonNode body, String key) {
    return operation("SubmitCase", parameter("idempotencyKey", key) + struct("case", body));
  }

  /** CorrectCase with that merge patch. */
  static String correct(String number, String ifMatch, String key, String patch) {
    return operation(
        "CorrectCase",
        parameter("number", number)
            + (ifMatch.isEmpty() ? "" : parameter("ifMatch", ifMatch))
            + parameter("idempotencyKey", key)
            + patch);
  }

  /** An element whose children are named by the fields of an object. */
  static String struct(String name, JsonNode value) {
    StringBuilder xml = new StringBuilder(4096);
    element(xml, name, value);
    return xml.toString();
  }

  private static void element(StringBuilder xml, String name, JsonNode value) {
    if (value.isNull()) {
      xml.append('<').append(name).append(" i:nil=\"true\"/>");
      return;
    }
    xml.append('<').append(name).append('>');
    if (name.equals("form") && value.isObject()) {
      fields(xml, value);
    } else if (value.isObject()) {
      value.properties().forEach(each -> element(xml, each.getKey(), each.getValue()));
    } else if (value.isArray()) {
      value.forEach(each -> element(xml, LISTS.getOrDefault(name, "element"), each));
    } else {
      xml.append(escaped(value.asText()));
    }
    xml.append("</").append(name).append('>');
  }

  /** The fields of a form. */
  static void fields(StringBuilder xml, JsonNode object) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      xml.append("<field name=\"").append(escaped(field.getKey())).append("\">");
      typed(xml, field.getValue());
      xml.append("</field>");
    }
  }

  private static void typed(StringBuilder xml, JsonNode value) {
    if (value.isNull()) {
      xml.append("<null>true</null>");
    } else if (value.isObject()) {
      xml.append("<object>");
      fields(xml, value);
      xml.append("</object>");
    } else if (value.isArray()) {
      xml.append("<list>");
      for (JsonNode each : value) {
        xml.append("<value>");
        typed(xml, each);
        xml.append("</value>");
      }
      xml.append("</list>");
    } else {
      String type = value.isNumber() ? "number" : value.isBoolean() ? "boolean" : "text";
      // The digits as the JSON text has them, 1E+5 and 1.10 too.
      String text = value.isNumber() ? value.toString() : value.asText();
      xml.append('<').append(type).append('>').append(escaped(text));
      xml.append("</").append(type).append('>');
    }
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\r", "&#13;")
        .replace("\n", "&#10;")
        .replace("\t", "&#9;");
  }
}
