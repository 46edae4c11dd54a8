package org.hutong.adapter.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hutong.adapter.Document;
import org.hutong.adapter.Holdings;
import org.hutong.adapter.Holdings.Holding;
import org.hutong.adapter.HoldingsSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.Unavailable;
import org.hutong.kernel.Cursor;
import org.junit.jupiter.api.Test;

/**
 * The duties of a {@link HoldingsSource}, for the adapters that are one and whose configuration
 * lists; the others are left out.
 */
public abstract class HoldingsTck extends LifeTck {
  private static final Duration AROUND = Duration.ofHours(1);
  private static final int MOST_PAGES = 1_000;

  @Test
  void whatWasDeliveredIsListedOnceHoweverShortThePages() throws Exception {
    try (SystemAdapter adapter = adapterTo(port())) {
      HoldingsSource source = source(adapter);
      List<Document> documents = new ArrayList<>();
      List<String> receipts = new ArrayList<>();
      for (int i = 1; i <= 5; i++) {
        Document document = document("contract-listed-" + i, Sample.PLAIN);
        documents.add(document);
        receipts.add(receipt(adapter.deliver(document, context())));
      }

      List<Holding> listed = all(source, now().minus(AROUND), now().plus(AROUND));

      for (int i = 0; i < documents.size(); i++) {
        Holding holding = only(listed, documents.get(i));
        assertThat(holding.receipt()).isIn(receipts.get(i), null);
        assertThat(holding.revision()).isIn(documents.get(i).key().revision(), 0);
        assertThat(holding.cancelled()).isFalse();
      }
    }
  }

  @Test
  void whatWasTakenInAnotherPeriodIsNotListed() throws Exception {
    try (SystemAdapter adapter = adapterTo(port())) {
      HoldingsSource source = source(adapter);
      Document document = document("contract-period", Sample.PLAIN);
      receipt(adapter.deliver(document, context()));

      Instant before = now().minus(Duration.ofDays(3));

      assertThat(all(source, before, before.plus(Duration.ofDays(1))))
          .noneMatch(holding -> isOf(holding, document));
    }
  }

  @Test
  void aCorrectedCaseIsListedOnceAsItStandsNow() throws Exception {
    try (SystemAdapter adapter = adapterTo(port())) {
      HoldingsSource source = source(adapter);
      Document first = document("contract-corrected", Sample.PLAIN);
      String receipt = receipt(adapter.deliver(first, context()));
      Optional<Document> second = correction("contract-corrected", Sample.CORRECTED, receipt);
      assumeTrue(second.isPresent(), "takes no corrections");
      receipt(adapter.deliver(second.get(), context()));

      List<Holding> listed = all(source, now().minus(AROUND), now().plus(AROUND));

      assertThat(only(listed, first).revision()).isIn(second.get().key().revision(), 0);
    }
  }

  @Test
  void aListThatCannotBeHadIsNeverAShortOne() throws Exception {
    try (SystemAdapter adapter = adapterTo(closedPort())) {
      HoldingsSource source = source(adapter);

      assertThatThrownBy(() -> all(source, now().minus(AROUND), now().plus(AROUND)))
          .isInstanceOf(Unavailable.class);
    }
  }

  private static HoldingsSource source(SystemAdapter adapter) {
    HoldingsSource source = adapter instanceof HoldingsSource lister ? lister : null;
    assumeTrue(source != null && source.listsHoldings(), "says itself that it cannot list");
    return source;
  }

  private static Instant now() {
    return Instant.now();
  }

  private List<Holding> all(HoldingsSource source, Instant from, Instant to)
      throws Unavailable, InterruptedException {
    List<Holding> all = new ArrayList<>();
    Cursor after = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      Holdings holdings = source.holdings(from, to, after, 2, context());
      assertThat(holdings.records()).as("a page").hasSizeLessThanOrEqualTo(2);
      all.addAll(holdings.records());
      after = holdings.next();
      if (after == null) {
        return all;
      }
    }
    throw new AssertionError("The list has no end");
  }

  private static Holding only(List<Holding> listed, Document document) {
    List<Holding> of = listed.stream().filter(holding -> isOf(holding, document)).toList();
    assertThat(of).as("records of %s", document.key()).hasSize(1);
    return of.get(0);
  }

  private static boolean isOf(Holding holding, Document document) {
    String number = document.key().caseNumber();
    return holding.reference().equals(number) || holding.reference().startsWith(number + "/");
  }
}
