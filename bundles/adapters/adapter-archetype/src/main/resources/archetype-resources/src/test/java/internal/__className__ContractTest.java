package ${package}.internal;

import java.io.IOException;
import java.nio.file.Path;
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

/**
 * The duties of an adapter, proved against the stand-in behind a wire that breaks. The tests are
 * the kit's; here stands only how to reach the system and how to count in its own store.
 */
class ${className}ContractTest extends AdapterTck {
  private static final String PASSWORD = "made-up-7f3a";

  private final StandIn system;

  ${className}ContractTest() throws IOException {
    system = new StandIn(0, PASSWORD);
  }

  @AfterEach
  void stop() throws IOException {
    system.close();
  }

  @Override
  protected AdapterFactory factory() {
    return new ${className}AdapterFactory();
  }

  @Override
  protected SystemConfig config(int port) {
    return new SystemConfig(
        "${systemId}",
        Map.of("host", "127.0.0.1", "port", port),
        Map.of("password", PASSWORD),
        Path.of("."));
  }

  @Override
  protected int port() {
    return system.port();
  }

  @Override
  protected Document document(String caseNumber, Sample sample) {
    return document(caseNumber, 1, Operation.CREATE, sample, null);
  }

  @Override
  protected Optional<Document> correction(String caseNumber, Sample sample, String receipt) {
    return Optional.of(document(caseNumber, 2, Operation.CORRECT, sample, receipt));
  }

  private static Document document(
      String caseNumber, int revision, Operation operation, Sample sample, String receipt) {
    return new Document(
        new DeliveryKey(caseNumber, revision, "${systemId}", operation),
        Map.of("no", caseNumber, "name", sample.name(), "idNumber", sample.code()),
        receipt,
        null);
  }

  @Override
  protected int effects(DeliveryKey key) {
    return system.effects(key.text());
  }

  @Override
  protected Optional<Sample> held(String caseNumber) {
    return system
        .held(caseNumber)
        .map(record -> new Sample(record.get("name"), record.get("idNumber")));
  }

  @Override
  protected String lastWord() {
    return "CREATE ";
  }
}
