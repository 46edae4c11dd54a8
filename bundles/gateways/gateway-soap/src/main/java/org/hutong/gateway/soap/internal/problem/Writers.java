package org.hutong.gateway.soap.internal.problem;

import com.ctc.wstx.api.InvalidCharHandler;
import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxOutputFactory;
import javax.xml.stream.XMLOutputFactory;

/** How answers and faults are written. */
public final class Writers {
  private Writers() {}

  /** JSON can carry control characters that XML cannot: they become U+FFFD. */
  public static XMLOutputFactory factory() {
    WstxOutputFactory factory = new WstxOutputFactory();
    factory.setProperty(
        WstxOutputProperties.P_OUTPUT_INVALID_CHAR_HANDLER,
        new InvalidCharHandler.ReplacingHandler('\uFFFD'));
    return factory;
  }
}
