package org.hutong.adapter.rest.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Document;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.Trees;
import org.hutong.adapter.tck.AdapterTck;
import org.hutong.adapter.tck.Sample;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.AfterEach;

class RestAdapterContractTest extends AdapterTck {
  final FakeHub hub;

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
    Map<String, Object> settings = Samples.settings(port);
    Map<String, Object> operations = Samples.operations();
    operations.put(
        "correct", Map.of("method", "PUT", "path", "/hub/cases/{jl.bh}", "receipt", "/data/hubNo"));
    settings.put("operations", operations);
    settings.put("held", Samples.HELD);
    return Samples.config(settings);
  }

  @Override
  protected int port() {
    return hub.port();
  }

  @Override
  protected Document document(String caseNumber, Sample sample) {
    return saying(sample, Samples.document(caseNumber, Operation.CREATE));
  }

  @Override
  protected Optional<Document> correction(String caseNumber, Sample sample, String receipt) {
    return Optional.of(saying(sample, Samples.document(caseNumber, Operation.CORRECT)));
  }

  private static Document saying(Sample sample, Document document) {
    Map<String, Object> content = new LinkedHashMap<>(document.content());
    content.put("fwdx", sample.name());
    content.put("zjhm", sample.code());
    return new Document(document.key(), content, document.earlierReceipt(), null);
  }

  @Override
  protected int effects(DeliveryKey key) {
    return hub.effects(key.text());
  }

  @Override
  protected Optional<Sample> held(String caseNumber) {
    return hub.held(caseNumber).map(RestAdapterContractTest::sample);
  }

  private static Sample sample(String body) {
    try {
      Object tree = JsonTrees.read(body.getBytes(StandardCharsets.UTF_8), null);
      return new Sample(
          String.valueOf(Trees.at(tree, "fwdx")), String.valueOf(Trees.at(tree, "zjhm")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected String lastWord() {
    return "POST ";
  }
}
