package org.hutong.adapter.rest.internal;

import java.io.IOException;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Document;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.SystemAdapterContract;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.AfterEach;

class RestAdapterContractTest extends SystemAdapterContract {
  private final FakeHub hub;

  RestAdapterContractTest() throws IOException {
    hub = new FakeHub();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Override
  protected AdapterFactory factory() {
    return new RestAdapterFactory();
  }

  @Override
  protected SystemConfig config(int port) {
    return Samples.config(Samples.settings(port));
  }

  @Override
  protected int port() {
    return hub.port();
  }

  @Override
  protected Document document(String caseNumber) {
    return Samples.document(caseNumber, Operation.CREATE);
  }

  @Override
  protected int effects(DeliveryKey key) {
    return hub.effects(key.text());
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
