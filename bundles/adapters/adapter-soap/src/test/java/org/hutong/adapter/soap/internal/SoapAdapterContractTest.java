package org.hutong.adapter.soap.internal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Document;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.tck.AdapterTck;
import org.hutong.adapter.tck.Sample;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.AfterEach;

class SoapAdapterContractTest extends AdapterTck {
  final FakeAid aid;

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
    Map<String, Object> settings = Samples.settings(port);
    Map<String, Object> operations = Samples.operations();
    operations.put(
        "correct",
        Map.of(
            "element", "updateTempAid",
            "action", "urn:standin:zhjz/updateTempAid",
            "keyField", "apply.lsh",
            "receipt", "/sldh"));
    settings.put("operations", operations);
    return Samples.config(settings);
  }

  @Override
  protected int port() {
    return aid.port();
  }

  @Override
  protected Document document(String caseNumber, Sample sample) {
    return saying(sample, Samples.document(caseNumber), Operation.CREATE, 1);
  }

  @Override
  protected Optional<Document> correction(String caseNumber, Sample sample, String receipt) {
    return Optional.of(saying(sample, Samples.document(caseNumber), Operation.CORRECT, 2));
  }

  private static Document saying(
      Sample sample, Document document, Operation operation, int revision) {
    Map<String, Object> person = new LinkedHashMap<>();
    person.put("xm", sample.name());
    person.put("sfzh", sample.code());
    DeliveryKey key = new DeliveryKey(document.key().caseNumber(), revision, "sut", operation);
    return new Document(key, Map.of("apply", Map.of("sqr", person)), null, null);
  }

  @Override
  protected int effects(DeliveryKey key) {
    return aid.effects(key.text());
  }

  @Override
  protected Optional<Sample> held(String caseNumber) {
    return aid.held(caseNumber).map(body -> new Sample(value(body, "xm"), value(body, "sfzh")));
  }

  private static String value(String xml, String name) {
    return xml.replaceFirst("(?s).*<" + name + ">([^<]*)</" + name + ">.*", "$1");
  }

  @Override
  protected String lastWord() {
    return "POST ";
  }
}
