package org.hutong.adapter.tck.bad;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.api.Tag;

/** The kit on an adapter with the flaw that the launcher names; not found by itself. */
@Tag("bad")
class KitOnABook extends AdapterTck {
  static final String FLAW = "flaw";

  private final Book book;
  private final Flaw flaw = Flaw.valueOf(System.getProperty(FLAW, Flaw.NONE.name()));

  KitOnABook() throws IOException {
    book = new Book();
  }

  @AfterEach
  void stop() throws IOException {
    book.close();
  }

  @Override
  protected AdapterFactory factory() {
    return new FlawedFactory();
  }

  @Override
  protected SystemConfig config(int port) {
    return new SystemConfig(
        "sut",
        Map.of("port", port, "flaw", flaw.name()),
        Map.of("password", "open-sesame-1979"),
        Path.of("."));
  }

  @Override
  protected int port() {
    return book.port();
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
      String number, int revision, Operation operation, Sample sample, String receipt) {
    return new Document(
        new DeliveryKey(number, revision, "sut", operation),
        Map.of("name", sample.name(), "code", sample.code()),
        receipt,
        null);
  }

  @Override
  protected int effects(DeliveryKey key) {
    return book.effects(key.text());
  }

  @Override
  protected Optional<Sample> held(String caseNumber) {
    return book.held(caseNumber);
  }

  @Override
  protected String lastWord() {
    return "PUT\t";
  }

  @Override
  protected void disturb(Wire wire, Wire.Fault fault) {
    boolean over = flaw == Flaw.SENDS_WITHOUT_THE_KEY || flaw == Flaw.WRITES_OVER_WHAT_IS_NEWER;
    wire.after(over ? "OVER\t" : lastWord(), fault);
  }

  @Override
  protected Duration patience() {
    return Duration.ofSeconds(5);
  }
}
