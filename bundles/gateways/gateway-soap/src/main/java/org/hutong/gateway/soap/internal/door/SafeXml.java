package org.hutong.gateway.soap.internal.door;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The one XML parser of this gateway: no document type, no entities but the five of XML, nothing
 * fetched, bounds on everything that can be repeated or nested.
 */
final class SafeXml {
  /** Deeper than 64 levels of a form ever get, which are counted where the form is read. */
  private static final int DEPTH = 200;

  private static final int ELEMENTS = 50_000;
  private static final int ATTRIBUTES = 32;
  private static final int ATTRIBUTE_CHARS = 8192;

  private static final WstxInputFactory FACTORY = factory();

  private SafeXml() {}

  private static WstxInputFactory factory() {
    WstxInputFactory f = new WstxInputFactory();
    f.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    f.setProperty(XMLInputFactory.IS_COALESCING, true);
    f.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    f.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    f.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("Nothing is fetched");
        });
    // Otherwise errors may come later, from getters, as unchecked exceptions.
    f.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    f.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEPTH);
    f.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, (long) ELEMENTS);
    f.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, ATTRIBUTES);
    f.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, ATTRIBUTE_CHARS);
    return f;
  }

  /**
   * Begins to read.
   *
   * @param encoding as HTTP says; null to find it in the document
   */
  static XMLStreamReader reader(InputStream in, @Nullable String encoding)
      throws XMLStreamException {
    return encoding == null
        ? FACTORY.createXMLStreamReader(in)
        : FACTORY.createXMLStreamReader(in, encoding);
  }

  /** What an exception of the parser means to the caller. Its message may quote: it is dropped. */
  static Refused refusal(XMLStreamException e) {
    return e.getNestedException() instanceof BoundedBody.TooLong
            || e.getCause() instanceof BoundedBody.TooLong
        ? Refused.because(Code.BODY_TOO_LARGE)
        : Refused.because(Code.MALFORMED_REQUEST);
  }
}
