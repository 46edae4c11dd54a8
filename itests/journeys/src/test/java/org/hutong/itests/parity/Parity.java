package org.hutong.itests.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hutong.itests.parity.InputStreet.Stored;
import org.junit.jupiter.api.Test;

/** The two doors lead into one house: what is entered means the same, and is answered the same. */
abstract class Parity {
  private static final int WHOLE = 300;
  private static final int BROKEN = 200;
  private static final String PURPOSE = "CASE_HANDLING";

  private final InputStreet street;
  private final Wire clerk;
  private int refused;
  private int passed;

  Parity(InputStreet street) {
    this.street = street;
    this.clerk = street.wire("clerk");
  }

  /** The numbers of one case entered at both doors. */
  private record Twins(int index, String body, String rest, String soap) {}

  @Test
  void wholeEntriesAreStoredAndAnsweredAlike() throws Exception {
    Stored before = street.settled();
    Made made = new Made(1, street.marked());
    List<String> differences = new ArrayList<>();
    List<Twins> twins = new ArrayList<>();
    for (int i = 0; i < WHOLE; i++) {
      String body = made.whole().toString();
      Wire.Reply rest = clerk.enter(body);
      Wire.Reply soap = soap(body);
      if (rest.status() != 201 || soap.status() != 200) {
        differences.add(i + " REST " + rest.text() + " SOAP " + soap.text() + " for " + body);
        continue;
      }
      Object byRest = Canonical.ofRest(rest);
      Object bySoap = Canonical.ofSoap(soap);
      compare(differences, i + " answers", new Trees(own(byRest), own(bySoap)), body);
      twins.add(new Twins(i, body, number(byRest), number(bySoap)));
    }
    street.settled();
    for (Twins each : twins) {
      readBack(differences, each);
    }
    assertThat(differences).isEmpty();
    // Its own change for each, at least; deliveries are no changes of a case.
    assertThat(street.changes(before.cursor())).hasSizeGreaterThan(2 * WHOLE);
  }

  private Wire.Reply soap(String body) throws IOException, InterruptedException {
    return clerk.call(SoapText.submit(Canonical.json(body), UUID.randomUUID().toString()));
  }

  private void readBack(List<String> differences, Twins each)
      throws IOException, InterruptedException {
    Object first = read(each.rest());
    Object second = read(each.soap());
    compare(differences, each.index() + " stored", new Trees(own(first), own(second)), each.body());
    // Each as the other door shows it, to the last figure of its time.
    Wire.Reply shown =
        clerk.call(
            SoapText.operation(
                "GetCase",
                SoapText.parameter("number", each.soap())
                    + SoapText.parameter("purpose", PURPOSE)));
    compare(
        differences,
        each.index() + " shown",
        new Trees(second, Canonical.ofSoap(shown)),
        each.body());
    for (Map.Entry<String, Object> field : sent(each.body()).entrySet()) {
      Object stored = Canonical.map(first).get(field.getKey());
      compare(
          differences,
          each.index() + " kept " + field.getKey(),
          new Trees(field.getValue(), stored),
          each.body());
    }
  }

  /** What must come back as it went in. */
  private static Map<String, Object> sent(String body) throws IOException {
    Map<String, Object> sent = new TreeMap<>();
    ObjectNode tree = (ObjectNode) Canonical.json(body);
    Object form =
        Canonical.map(Canonical.plain(Canonical.json("{\"form\":" + tree.get("form") + "}")))
            .get("form");
    sent.put("form", form);
    sent.put("note", tree.path("note").isTextual() ? tree.path("note").asText() : "");
    return sent;
  }

  private Object read(String number) throws IOException, InterruptedException {
    return Canonical.ofRest(clerk.get("/cases/" + number + "?purpose=" + PURPOSE));
  }

  private static Object own(Object tree) {
    return Canonical.comparable(Canonical.settled(tree));
  }

  private static String number(Object tree) {
    return Canonical.map(tree).get("number").toString();
  }

  private record Trees(Object one, Object other) {}

  private static void compare(List<String> differences, String what, Trees trees, String body) {
    if (!trees.one().equals(trees.other())) {
      differences.add(what + "\n  " + trees.one() + "\n  " + trees.other() + "\n  for " + body);
    }
  }

  @Test
  void brokenEntriesAreRefusedAlike() throws Exception {
    Stored before = street.settled();
    Made made = new Made(2, street.marked());
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < BROKEN; i++) {
      String body = made.broken().toString();
      refusedAlike(differences, i, body);
    }
    for (int i = 0; i < Faults.EACH.size(); i++) {
      for (boolean rich : new boolean[] {true, false}) {
        ObjectNode body = rich ? street.marked().rich() : street.marked().tempAid();
        Faults.EACH.get(i).accept(street.marked(), body);
        refusedAlike(differences, i, body.toString());
      }
    }
    assertThat(differences).isEmpty();
    assertThat(refused).isGreaterThan(BROKEN);
    assertThat(street.settled().deliveries()).containsAll(before.deliveries());
    // A fault that an item does not know as one may pass; a refused entry leaves nothing.
    long entered =
        street.changes(before.cursor()).stream().filter(change -> change.contains("CASE")).count();
    assertThat(entered).isEqualTo(2L * passed);
  }

  private void refusedAlike(List<String> differences, int i, String body)
      throws IOException, InterruptedException {
    Wire.Reply rest = clerk.enter(body);
    Wire.Reply soap = soap(body);
    Verdict first = Verdict.ofRest(rest);
    Verdict second = Verdict.ofSoap(soap);
    if (!first.equals(second) || rest.status() >= 500) {
      differences.add(i + "\n  REST " + first + "\n  SOAP " + second + "\n  for " + body);
    } else if (first.isGood()) {
      passed++;
    } else {
      refused++;
      Told.rest(rest, rest.status());
      Told.soap(soap, soap.status());
    }
  }
}
