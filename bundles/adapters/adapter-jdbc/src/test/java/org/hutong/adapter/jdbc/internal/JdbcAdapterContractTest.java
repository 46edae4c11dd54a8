package org.hutong.adapter.jdbc.internal;

import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Document;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.SystemAdapterContract;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;

class JdbcAdapterContractTest extends SystemAdapterContract {
  @Override
  protected AdapterFactory factory() {
    return new JdbcAdapterFactory();
  }

  @Override
  protected SystemConfig config(int port) {
    return TargetDatabase.config(TargetDatabase.settings(port));
  }

  @Override
  protected int port() {
    return TargetDatabase.port();
  }

  @Override
  protected Document document(String caseNumber) {
    return TargetDatabase.document(caseNumber, Operation.CREATE, null);
  }

  @Override
  protected int effects(DeliveryKey key) {
    return TargetDatabase.effects(key);
  }

  @Override
  protected String lastWord() {
    return "COMMIT";
  }

  @Override
  protected Outcome interpret(Answer answer) {
    return new Outcome.Unknown("unmapped");
  }
}
