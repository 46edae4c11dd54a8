package org.hutong.gateway.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.hutong.gateway.soap.internal.door.Gate;
import org.hutong.gateway.soap.internal.door.StreetServlet;
import org.hutong.gateway.soap.internal.operation.Operations;
import org.hutong.gateway.soap.internal.operation.PollPlaces;
import org.hutong.gateway.support.MemoryAuthenticator;
import org.hutong.gateway.support.MemoryServices;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.problem.Code;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The gateway on a real Jetty with a real CXF, on a port of its own, services in memory. */
final class Harness {
  static final String PATH = "/soap/v1/street";
  static final String SUBJECT =
      "<subject><kind>PERSON</kind><name>阿依古丽·买买提</name>"
          + "<idNumber>110102198001011239</idNumber></subject>";
  static final String ITEM =
      "<item><scheme>survey-2016</scheme><code>MZ-28</code><version>1</version></item>";

  final MemoryServices services = new MemoryServices();
  final HttpClient client = HttpClient.newHttpClient();
  private final Server jetty = new Server();
  final SoapServer soap;
  final Gate gate;
  final PollPlaces places;
  volatile Settings settings = Settings.DEFAULT;

  Harness() throws Exception {
    this(jetty -> {});
  }

  Harness(Consumer<Server> more) throws Exception {
    services.casework.strict = true;
    ServerConnector connector = new ServerConnector(jetty);
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    gate = new Gate(() -> settings, System::nanoTime);
    places = new PollPlaces(() -> settings.pollWaiters());
    soap =
        new SoapServer(
            services,
            () -> settings,
            gate,
            new Operations(services, new ThisStreet(services), places, () -> settings.limits()));
    ServletHolder holder = new ServletHolder(soap.servlet(gate));
    StreetServlet.INIT.forEach(holder::setInitParameter);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(holder, "/soap/*");
    jetty.setHandler(context);
    more.accept(jetty);
    jetty.start();
  }

  void close() throws Exception {
    jetty.stop();
    soap.close();
  }

  int port() {
    return port(0);
  }

  int port(int connector) {
    return ((ServerConnector) jetty.getConnectors()[connector]).getLocalPort();
  }

  Server jetty() {
    return jetty;
  }

  URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + port() + pathAndQuery);
  }

  static String token(String account, String password) {
    return "<soap:Header>"
        + "<wsse:Security soap:mustUnderstand='1' xmlns:wsse='http://docs.oasis-open.org/wss/2004/"
        + "01/oasis-200401-wss-wssecurity-secext-1.0.xsd'><wsse:UsernameToken><wsse:Username>"
        + account
        + "</wsse:Username><wsse:Password Type='http://docs.oasis-open.org/wss/2004/01/oasis-"
        + "200401-wss-username-token-profile-1.0#PasswordText'>"
        + password
        + "</wsse:Password></wsse:UsernameToken></wsse:Security></soap:Header>";
  }

  static String token() {
    return token("clerk", MemoryAuthenticator.PASSWORD);
  }

  static String envelope(String header, String body) {
    return "<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'"
        + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>"
        + header
        + "<soap:Body>"
        + body
        + "</soap:Body></soap:Envelope>";
  }

  /** The element of an operation in the contract's namespace. */
  static String element(String operation, String content) {
    return "<" + operation + " xmlns='urn:hutong:street:v1'>" + content + "</" + operation + ">";
  }

  static String submit(String key, String caseContent) {
    return element(
        "SubmitCase",
        "<idempotencyKey>" + key + "</idempotencyKey><case>" + caseContent + "</case>");
  }

  HttpResponse<String> send(String envelope) throws IOException, InterruptedException {
    return client.send(request(envelope).build(), BodyHandlers.ofString());
  }

  HttpRequest.Builder request(String envelope) {
    return HttpRequest.newBuilder(uri(PATH))
        .header("Content-Type", "text/xml; charset=utf-8")
        .header("SOAPAction", "\"\"")
        .POST(BodyPublishers.ofString(envelope));
  }

  /** Calls as the clerk. */
  HttpResponse<String> call(String operation, String content)
      throws IOException, InterruptedException {
    return send(envelope(token(), element(operation, content)));
  }

  /** Calls as the clerk and expects an answer. */
  Document answer(String operation, String content) throws IOException, InterruptedException {
    HttpResponse<String> response = call(operation, content);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return xml(response.body());
  }

  static Document xml(String text) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new AssertionError(text, e);
    }
  }

  /** A value by XPath over local names: {@code /a/b} stands for any namespace. */
  static String at(Document document, String path) {
    String anyNamespace = path.replaceAll("/([A-Za-z][A-Za-z0-9]*)", "/*[local-name()='$1']");
    XPath xpath = XPathFactory.newInstance().newXPath();
    try {
      return xpath.evaluate(anyNamespace, document);
    } catch (XPathExpressionException e) {
      throw new AssertionError(path, e);
    }
  }

  static Document assertFault(HttpResponse<String> response, Code code) {
    return assertFault(response, 500, "soap:Client", code);
  }

  /** Holds of every fault: its form, its Chinese sentence, and that it tells nothing of us. */
  static Document assertFault(
      HttpResponse<String> response, int status, String faultCode, Code code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse("").toLowerCase())
        .startsWith("text/xml");
    assertThat(response.body()).doesNotContain("Exception", "java.", "org.hutong", "<html", "CXF");
    Document fault = xml(response.body());
    assertThat(at(fault, "//Fault/faultcode")).as(response.body()).isEqualTo(faultCode);
    assertThat(at(fault, "//Fault/faultstring")).isNotEmpty();
    assertThat(at(fault, "//detail/problem/code")).as(response.body()).isEqualTo(code.name());
    assertThat(at(fault, "//detail/problem/message")).isEqualTo(at(fault, "//Fault/faultstring"));
    return fault;
  }

  static void assertError(Document fault, int index, String pointer, Code code) {
    String error = "//problem/errors/error[" + (index + 1) + "]";
    assertThat(at(fault, error + "/pointer")).isEqualTo(pointer);
    assertThat(at(fault, error + "/code")).isEqualTo(code.name());
    assertThat(at(fault, error + "/message")).isNotEmpty();
  }
}
