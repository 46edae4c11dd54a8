package org.hutong.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.hutong.standins.kit.Json;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * One account's view of the SOAP contract, its messages written by hand as a foreign client would;
 * never repeats a request by itself.
 */
public final class Soap {
  private static final String STREET = "urn:hutong:street:v1";
  private static final String WSSE =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  private static final String PASSWORD_TEXT =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0"
          + "#PasswordText";

  private final HttpClient http;
  private final URI endpoint;
  private final String header;

  /** By a UsernameToken with its password as text. */
  public Soap(HttpClient http, String url, String account, String password) {
    this.http = http;
    this.endpoint = URI.create(url + "/soap/v1/street");
    this.header =
        "<s:Header><w:Security xmlns:w=\""
            + WSSE
            + "\" s:mustUnderstand=\"1\"><w:UsernameToken><w:Username>"
            + escape(account)
            + "</w:Username><w:Password Type=\""
            + PASSWORD_TEXT
            + "\">"
            + escape(password)
            + "</w:Password></w:UsernameToken></w:Security></s:Header>";
  }

  /**
   * What came back.
   *
   * @param code the problem's code; empty when there is none
   */
  public record Answer(int status, String code, Document body) {
    /** The text of the first element of that name; empty without one. */
    public String text(String name) {
      return first(body, name);
    }
  }

  /** SubmitCase with the case that {@code json} holds, and a fresh key. */
  public Answer submit(String json) throws IOException, InterruptedException {
    return answer(
        http.send(
            request(submitCase(json, UUID.randomUUID().toString())),
            HttpResponse.BodyHandlers.ofByteArray()));
  }

  /** SubmitCase without waiting. */
  public CompletableFuture<HttpResponse<byte[]>> submitAsync(String json, String key) {
    return http.sendAsync(request(submitCase(json, key)), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Sends the content of an envelope's body as it stands. */
  public Answer send(String content) throws IOException, InterruptedException {
    return answer(http.send(request(content), HttpResponse.BodyHandlers.ofByteArray()));
  }

  /** Reads an answer. */
  public static Answer answer(HttpResponse<byte[]> response) throws IOException {
    Document body = parse(response.body());
    boolean fault = body.getElementsByTagNameNS("*", "Fault").getLength() > 0;
    return new Answer(response.statusCode(), fault ? first(body, "code") : "", body);
  }

  /** The whole message of SubmitCase, for clients of another kind. */
  public String submission(String json, String key) {
    return envelope(submitCase(json, key));
  }

  private String envelope(String content) {
    return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">"
        + header
        + "<s:Body>"
        + content
        + "</s:Body></s:Envelope>";
  }

  private HttpRequest request(String content) {
    return HttpRequest.newBuilder(endpoint)
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "text/xml; charset=UTF-8")
        .header("SOAPAction", "\"\"")
        .POST(HttpRequest.BodyPublishers.ofString(envelope(content), StandardCharsets.UTF_8))
        .build();
  }

  private static String submitCase(String json, String key) {
    StringBuilder xml = new StringBuilder(4096);
    xml.append("<SubmitCase xmlns=\"").append(STREET).append('"');
    xml.append(" xmlns:i=\"").append(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI).append("\">");
    element(xml, "idempotencyKey", escape(key));
    xml.append("<case>");
    for (Map.Entry<String, JsonNode> part : Json.read(json).properties()) {
      part(xml, part.getKey(), part.getValue());
    }
    return xml.append("</case></SubmitCase>").toString();
  }

  /** The parts of a case stand in the schema in the order of {@link Entries}. */
  private static void part(StringBuilder xml, String name, JsonNode value) {
    if (value.isNull()) {
      xml.append('<').append(name).append(" i:nil=\"true\"/>");
    } else if (name.equals("form")) {
      xml.append("<form>");
      value.properties().forEach(field -> field(xml, field));
      xml.append("</form>");
    } else if (value.isArray()) {
      xml.append('<').append(name).append('>');
      value.forEach(each -> part(xml, name.substring(0, name.length() - 1), each));
      xml.append("</").append(name).append('>');
    } else if (value.isObject()) {
      xml.append('<').append(name).append('>');
      value.properties().forEach(each -> part(xml, each.getKey(), each.getValue()));
      xml.append("</").append(name).append('>');
    } else {
      element(xml, name, escape(value.asText()));
    }
  }

  private static void field(StringBuilder xml, Map.Entry<String, JsonNode> field) {
    xml.append("<field name=\"").append(escape(field.getKey())).append("\">");
    typed(xml, field.getValue());
    xml.append("</field>");
  }

  private static void typed(StringBuilder xml, JsonNode value) {
    if (value.isObject()) {
      xml.append("<object>");
      value.properties().forEach(each -> field(xml, each));
      xml.append("</object>");
    } else if (value.isArray()) {
      xml.append("<list>");
      for (JsonNode each : value) {
        xml.append("<value>");
        typed(xml, each);
        xml.append("</value>");
      }
      xml.append("</list>");
    } else if (value.isNull()) {
      element(xml, "null", "true");
    } else {
      String type = value.isNumber() ? "number" : value.isBoolean() ? "boolean" : "text";
      element(xml, type, escape(value.asText()));
    }
  }

  private static void element(StringBuilder xml, String name, String content) {
    xml.append('<').append(name).append('>').append(content);
    xml.append("</").append(name).append('>');
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static String first(Document body, String name) {
    NodeList found = body.getElementsByTagNameNS("*", name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }

  private static Document parse(byte[] xml) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      // The default one prints what the caller hears by the exception anyway.
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new ByteArrayInputStream(xml));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("Not XML", e);
    }
  }
}
