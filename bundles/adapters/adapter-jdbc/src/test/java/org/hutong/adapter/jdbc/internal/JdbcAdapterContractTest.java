package org.hutong.adapter.jdbc.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Document;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.tck.AdapterTck;
import org.hutong.adapter.tck.Sample;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;

class JdbcAdapterContractTest extends AdapterTck {
  @Override
  protected AdapterFactory factory() {
    return new JdbcAdapterFactory();
  }

  @Override
  protected SystemConfig config(int port) {
    Map<String, Object> settings = TargetDatabase.settings(port);
    Map<String, Object> operations = TargetDatabase.operations();
    // The key of the first delivery stays with the row, so that a late repeat of it is known.
    operations.put(
        "correct",
        List.of(
            Map.of(
                "sql",
                """
                UPDATE t_bj SET sqr_xm = :xm, sqr_sfzh = :sfzh
                 WHERE bjbh = :delivery.earlierReceipt RETURNING bjbh""",
                "receipt",
                "bjbh")));
    settings.put("operations", operations);
    settings.put("held", TargetDatabase.HELD);
    return TargetDatabase.config(settings);
  }

  @Override
  protected int port() {
    return TargetDatabase.port();
  }

  @Override
  protected Document document(String caseNumber, Sample sample) {
    return saying(sample, TargetDatabase.document(caseNumber, Operation.CREATE, null));
  }

  @Override
  protected Optional<Document> correction(String caseNumber, Sample sample, String receipt) {
    return Optional.of(
        saying(sample, TargetDatabase.document(caseNumber, Operation.CORRECT, receipt)));
  }

  private static Document saying(Sample sample, Document document) {
    Map<String, Object> content = new LinkedHashMap<>(document.content());
    content.put("xm", sample.name());
    content.put("sfzh", sample.code());
    return new Document(document.key(), content, document.earlierReceipt(), null);
  }

  @Override
  protected int effects(DeliveryKey key) {
    return TargetDatabase.effects(key);
  }

  @Override
  protected Optional<Sample> held(String caseNumber) {
    String row =
        TargetDatabase.text(
            "SELECT sqr_xm || '|' || sqr_sfzh FROM t_bj WHERE lybh LIKE ?", caseNumber + "/%");
    return Optional.ofNullable(row)
        .map(text -> new Sample(text.split("\\|")[0], text.split("\\|")[1]));
  }

  @Override
  protected String lastWord() {
    return "COMMIT";
  }
}
