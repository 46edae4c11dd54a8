package org.hutong.gateway.soap.internal.door;

import java.io.InputStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.hutong.gateway.soap.internal.Settings;
import org.hutong.gateway.soap.internal.problem.EnvelopeRefused;
import org.hutong.gateway.soap.internal.problem.FaultCode;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * A SOAP 1.1 message, read up to the end of its header and no further until {@link #body} is asked
 * for.
 */
public final class Envelope {
  private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String SOAP_12 = "http://www.w3.org/2003/05/soap-envelope";
  private static final String WSSE =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  private static final String OURS = "urn:hutong:street:v1";
  private static final int HEADER_DEPTH = 16;
  // The parser reads ahead by its buffer.
  private static final int READ_AHEAD = 8192;

  private final BoundedBody in;
  private final XMLStreamReader xml;
  private final Settings settings;
  private final SecurityHeader security = new SecurityHeader();
  private final UnitHeader unit = new UnitHeader();
  private int elements;
  private boolean foreignMustUnderstand;

  private Envelope(BoundedBody in, XMLStreamReader xml, Settings settings) {
    this.in = in;
    this.xml = xml;
    this.settings = settings;
  }

  /** Reads up to {@code </Header>}, or to {@code <Body>} where there is no header. */
  static Envelope open(InputStream stream, @Nullable String encoding, Settings settings) {
    BoundedBody in =
        new BoundedBody(
            stream, Math.min(settings.bodyBytes(), settings.headerBytes() + READ_AHEAD));
    try {
      Envelope envelope = new Envelope(in, SafeXml.reader(in, encoding), settings);
      envelope.readHeader();
      return envelope;
    } catch (XMLStreamException e) {
      throw SafeXml.refusal(e);
    }
  }

  /** What the header says of the sender; null when it says nothing. */
  @Nullable UsernameToken token() {
    return security.token();
  }

  /** The unit the sender acts for; null when the header names none. */
  @Nullable String onBehalfOf() {
    return unit.name();
  }

  /** Goes on to the one element in the body and stands on its start. */
  XMLStreamReader body() {
    in.limit(settings.bodyBytes());
    if (foreignMustUnderstand) {
      throw new EnvelopeRefused(
          FaultCode.MUST_UNDERSTAND, Refused.because(Code.INVALID_REQUEST, "消息头中有本系统不认识而又必须理解的内容"));
    }
    try {
      if (!isStart("Body")) {
        toTag();
      }
      if (!isStart("Body") || toTag() != XMLStreamConstants.START_ELEMENT) {
        throw Refused.because(Code.MALFORMED_REQUEST);
      }
      return xml;
    } catch (XMLStreamException e) {
      throw SafeXml.refusal(e);
    }
  }

  /** From the end of the body's element on, nothing may come but the end. */
  public static void end(XMLStreamReader xml) throws XMLStreamException {
    for (int closing = 0; xml.hasNext(); ) {
      switch (xml.next()) {
        case XMLStreamConstants.END_ELEMENT -> closing++;
        case XMLStreamConstants.COMMENT, XMLStreamConstants.SPACE -> {}
        case XMLStreamConstants.CHARACTERS -> {
          if (!xml.isWhiteSpace()) {
            throw Refused.because(Code.MALFORMED_REQUEST);
          }
        }
        case XMLStreamConstants.END_DOCUMENT -> {
          if (closing != 2) {
            throw Refused.because(Code.MALFORMED_REQUEST);
          }
        }
        default -> throw Refused.because(Code.MALFORMED_REQUEST);
      }
    }
  }

  /** What an exception of the reader means to the caller. */
  public static Refused refusal(XMLStreamException e) {
    return SafeXml.refusal(e);
  }

  private void readHeader() throws XMLStreamException {
    // XML 1.1 knows characters that no answer could say again.
    if (xml.getVersion() != null && !xml.getVersion().equals("1.0")) {
      throw Refused.because(Code.MALFORMED_REQUEST);
    }
    toTag();
    if (!xml.getLocalName().equals("Envelope") || !SOAP.equals(xml.getNamespaceURI())) {
      boolean newer = SOAP_12.equals(xml.getNamespaceURI());
      throw new EnvelopeRefused(
          newer ? FaultCode.VERSION_MISMATCH : FaultCode.CLIENT,
          Refused.because(Code.MALFORMED_REQUEST));
    }
    toTag();
    if (isStart("Header")) {
      while (toTag() == XMLStreamConstants.START_ELEMENT) {
        block();
      }
    } else if (!isStart("Body")) {
      throw Refused.because(Code.MALFORMED_REQUEST);
    }
  }

  private void block() throws XMLStreamException {
    boolean ours = WSSE.equals(xml.getNamespaceURI()) && xml.getLocalName().equals("Security");
    boolean unitNamed =
        OURS.equals(xml.getNamespaceURI()) && xml.getLocalName().equals(UnitHeader.NAME);
    if (ours) {
      security.begin();
    } else if (unitNamed) {
      unit.begin();
    } else if ("1".equals(xml.getAttributeValue(SOAP, "mustUnderstand"))) {
      foreignMustUnderstand = true;
    }
    for (int depth = 1; depth > 0; ) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        if (depth > HEADER_DEPTH) {
          throw Refused.because(Code.MALFORMED_REQUEST);
        }
        if (ours) {
          security.start(depth, xml);
        } else if (unitNamed) {
          unit.start();
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        if (ours) {
          security.end(depth);
        }
        depth--;
      } else if (ours && event == XMLStreamConstants.CHARACTERS) {
        security.text(depth, xml);
      } else if (unitNamed && event == XMLStreamConstants.CHARACTERS) {
        unit.text(xml);
      }
    }
  }

  private boolean isStart(String name) {
    return xml.getEventType() == XMLStreamConstants.START_ELEMENT
        && xml.getLocalName().equals(name)
        && SOAP.equals(xml.getNamespaceURI());
  }

  private int toTag() throws XMLStreamException {
    while (true) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
        return event;
      }
      if (event == XMLStreamConstants.CHARACTERS && !xml.isWhiteSpace()) {
        throw Refused.because(Code.MALFORMED_REQUEST);
      }
    }
  }

  // SOAP 1.1 section 3: a message has neither a document type nor processing instructions.
  private int next() throws XMLStreamException {
    int event = xml.next();
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> elements++;
      case XMLStreamConstants.END_ELEMENT,
          XMLStreamConstants.CHARACTERS,
          XMLStreamConstants.CDATA,
          XMLStreamConstants.COMMENT,
          XMLStreamConstants.SPACE -> {}
      default -> throw Refused.because(Code.MALFORMED_REQUEST);
    }
    if (elements > settings.headerElements()) {
      throw Refused.because(Code.MALFORMED_REQUEST);
    }
    if (xml.getLocation().getCharacterOffset() > settings.headerBytes()) {
      throw Refused.because(Code.BODY_TOO_LARGE);
    }
    return event;
  }
}
