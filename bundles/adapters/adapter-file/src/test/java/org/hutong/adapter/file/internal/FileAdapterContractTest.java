package org.hutong.adapter.file.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Document;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.tck.AdapterTck;
import org.hutong.adapter.tck.Sample;
import org.hutong.adapter.tck.Wire;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FileAdapterContractTest extends AdapterTck {
  @TempDir Path root;
  private SftpSystem system;

  @BeforeEach
  void start() throws Exception {
    system = new SftpSystem(root);
  }

  @AfterEach
  void stop() throws IOException {
    system.close();
  }

  @Override
  protected AdapterFactory factory() {
    return new FileAdapterFactory();
  }

  @Override
  protected SystemConfig config(int port) {
    return new SystemConfig(
        "sut", system.settings(port), Map.of("password", SftpSystem.PASSWORD), Path.of("."));
  }

  @Override
  protected int port() {
    return system.port();
  }

  @Override
  protected Document document(String caseNumber, Sample sample) {
    return document(new DeliveryKey(caseNumber, 1, "sut", Operation.CREATE), sample, null);
  }

  @Override
  protected Optional<Document> correction(String caseNumber, Sample sample, String receipt) {
    return Optional.of(
        document(new DeliveryKey(caseNumber, 2, "sut", Operation.CORRECT), sample, receipt));
  }

  private static Document document(DeliveryKey key, Sample sample, String receipt) {
    return new Document(key, Map.of("xm", sample.name(), "zh", sample.code()), receipt, null);
  }

  @Override
  protected int effects(DeliveryKey key) {
    return system.effects(key.text());
  }

  @Override
  protected Optional<Sample> held(String caseNumber) {
    return system.held(caseNumber);
  }

  @Override
  protected String lastWord() {
    return "";
  }

  @Override
  protected void disturb(Wire wire, Wire.Fault fault) {
    system.disturb(wire, fault);
  }
}
