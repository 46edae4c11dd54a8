package org.hutong.adapter.soap.internal;

import java.io.IOException;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Document;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.SystemAdapterContract;
import org.hutong.kernel.DeliveryKey;
import org.junit.jupiter.api.AfterEach;

class SoapAdapterContractTest extends SystemAdapterContract {
  private final FakeAid aid;

  SoapAdapterContractTest() throws IOException {
    aid = new FakeAid();
  }

  @AfterEach
  void stop() {
    aid.close();
  }

  @Override
  protected AdapterFactory factory() {
    return new SoapAdapterFactory();
  }

  @Override
  protected SystemConfig config(int port) {
    return Samples.config(Samples.settings(port));
  }

  @Override
  protected int port() {
    return aid.port();
  }

  @Override
  protected Document document(String caseNumber) {
    return Samples.document(caseNumber);
  }

  @Override
  protected int effects(DeliveryKey key) {
    return aid.effects(key.text());
  }

  @Override
  protected String lastWord() {
    return "POST ";
  }

  @Override
  protected Outcome interpret(Answer answer) {
    return new Outcome.Unknown("unmapped");
  }
}
