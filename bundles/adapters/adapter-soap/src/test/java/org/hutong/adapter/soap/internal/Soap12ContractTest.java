package org.hutong.adapter.soap.internal;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.hutong.adapter.SystemConfig;

/** The same duties in SOAP 1.2. */
class Soap12ContractTest extends SoapAdapterContractTest {
  Soap12ContractTest() throws IOException {
    aid.speaksSoap12();
  }

  @Override
  protected SystemConfig config(int port) {
    Map<String, Object> settings = new HashMap<>(super.config(port).settings());
    settings.put("soap", "1.2");
    return Samples.config(settings);
  }
}
