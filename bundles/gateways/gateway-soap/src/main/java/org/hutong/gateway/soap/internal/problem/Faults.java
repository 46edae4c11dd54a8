package org.hutong.gateway.soap.internal.problem;

import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Kind;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every fault that leaves this gateway is written here, whatever was thrown: the code, its Chinese
 * sentence, and nothing of our own workings.
 */
public final class Faults {
  /** The media type of SOAP 1.1. */
  public static final String MEDIA_TYPE = "text/xml;charset=UTF-8";

  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
  private static final XMLOutputFactory FACTORY = Writers.factory();
  private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String WSSE =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  private static final int FRAMES = 40;
  private static final int CAUSES = 8;
  private static final long RETRY_SECONDS = 2;
  private static final String OWN = "urn:hutong:street:v1";

  private Faults() {}

  /**
   * A fault ready to be sent.
   *
   * @param status 500, as SOAP 1.1 says, but for what HTTP has to know itself
   * @param retryAfterSeconds for the header of that name
   */
  public record Written(int status, OptionalLong retryAfterSeconds, byte[] bytes) {}

  /**
   * The fault for whatever was thrown; what nobody expected is logged.
   *
   * @param operation the operation, for the log
   */
  public static Written of(Throwable thrown, String operation) {
    try {
      return written(thrown, operation);
    } catch (RuntimeException e) {
      // The chain of faults would swallow it, and the client would get 200 and nothing.
      return write(FaultCode.SERVER, Refused.because(Code.INTERNAL_ERROR), report(operation, e));
    }
  }

  private static Written written(Throwable thrown, String operation) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof EnvelopeRefused e) {
        return write(e.faultCode(), e.refused(), null);
      }
      if (t instanceof Refused refused) {
        String incident =
            refused.code().kind() == Kind.INTERNAL
                ? report(operation, refused.getCause() == null ? refused : refused.getCause())
                : null;
        return write(FaultCode.of(refused), refused, incident);
      }
    }
    return write(FaultCode.SERVER, Refused.because(Code.INTERNAL_ERROR), report(operation, thrown));
  }

  // Messages of foreign exceptions may quote what a person entered: the log gets types and places.
  private static String report(String operation, Throwable thrown) {
    String incident = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    StringBuilder trace = new StringBuilder();
    Throwable t = thrown;
    for (int depth = 0; t != null && depth < CAUSES; depth++, t = t.getCause()) {
      trace.append(depth == 0 ? " " : "\nCaused by: ").append(t.getClass().getName());
      if (t instanceof SQLException sql) {
        trace.append(" SQLState ").append(sql.getSQLState());
      }
      StackTraceElement[] frames = t.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, FRAMES); i++) {
        trace.append("\n\tat ").append(frames[i]);
      }
    }
    LOG.error("Incident {} in SOAP {}:{}", incident, operation, trace);
    return incident;
  }

  private static Written write(FaultCode faultCode, Refused refused, @Nullable String incident) {
    OptionalLong retryAfter = retryAfter(refused);
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try {
      XMLStreamWriter xml = FACTORY.createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("soap", "Envelope", SOAP);
      xml.writeNamespace("soap", SOAP);
      xml.writeStartElement("soap", "Body", SOAP);
      xml.writeStartElement("soap", "Fault", SOAP);
      if (faultCode == FaultCode.FAILED_AUTHENTICATION) {
        xml.writeNamespace("wsse", WSSE);
      }
      text(xml, "faultcode", faultCode.text());
      // Without xml:lang: some clients would take an object for a text.
      text(xml, "faultstring", refused.getMessage());
      xml.writeStartElement("detail");
      problem(xml, refused, retryAfter, incident);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      // Into memory, from our own sentences.
      throw new IllegalStateException(e);
    }
    return new Written(status(refused.code()), retryAfter, out.toByteArray());
  }

  private static void problem(
      XMLStreamWriter xml, Refused refused, OptionalLong retryAfter, @Nullable String incident)
      throws XMLStreamException {
    xml.writeStartElement("", "problem", OWN);
    xml.writeDefaultNamespace(OWN);
    text(xml, "code", refused.code().name());
    text(xml, "message", refused.getMessage());
    xml.writeStartElement("errors");
    for (FieldError error : refused.errors()) {
      xml.writeStartElement("error");
      text(xml, "pointer", error.pointer());
      text(xml, "code", error.code().name());
      text(xml, "message", error.message());
      xml.writeEndElement();
    }
    xml.writeEndElement();
    list(xml, refused.allowedActions());
    if (retryAfter.isPresent()) {
      text(xml, "retryAfterSeconds", Long.toString(retryAfter.getAsLong()));
    }
    if (incident != null) {
      text(xml, "incident", incident);
    }
    xml.writeEndElement();
  }

  private static void list(XMLStreamWriter xml, List<String> actions) throws XMLStreamException {
    xml.writeStartElement("allowedActions");
    for (String action : actions) {
      text(xml, "action", action);
    }
    xml.writeEndElement();
  }

  private static void text(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(value);
    xml.writeEndElement();
  }

  private static OptionalLong retryAfter(Refused refused) {
    Kind kind = refused.code().kind();
    Optional<Duration> said = refused.retryAfter();
    if (said.isPresent()) {
      return OptionalLong.of(Math.max(1, said.get().plusMillis(999).toSeconds()));
    }
    return kind == Kind.OVERLOADED || kind == Kind.TOO_MANY
        ? OptionalLong.of(RETRY_SECONDS)
        : OptionalLong.empty();
  }

  private static int status(Code code) {
    return switch (code.kind()) {
      case TOO_LARGE, TOO_MANY, OVERLOADED, UNSUPPORTED_MEDIA -> code.kind().status();
      default -> code == Code.METHOD_NOT_ALLOWED ? 405 : 500;
    };
  }
}
