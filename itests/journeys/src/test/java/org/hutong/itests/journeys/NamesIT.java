package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.harness.Entries;
import org.hutong.harness.People;
import org.hutong.harness.PostgresStreet;
import org.hutong.harness.Rest;
import org.hutong.harness.Soap;
import org.hutong.standins.StandInProcess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names and numbers as people have them, entered over REST and over SOAP on either database: kept
 * whole, found again, masked by the character, and written so in the systems' own stores.
 */
class NamesIT {
  private static final String CLEAR = "?purpose=CASE_HANDLING";
  private static final String DOTTED = "阿卜杜拉·买买提";

  /** As a person writes it; as it is kept; as it is masked. */
  private record Name(String written, String kept, String masked) {}

  private static final List<Name> NAMES =
      List.of(
          new Name("李䶮", "李䶮", "李*"),
          new Name("𬸚文", "𬸚文", "𬸚*"),
          new Name("欧阳𬸚𫖯", "欧阳𬸚𫖯", "欧阳**"),
          new Name("㛃", "㛃", "***"),
          new Name(DOTTED, DOTTED, "阿**"),
          new Name("阿卜杜拉•买买提", DOTTED, "阿**"),
          new Name("阿卜杜拉・买买提", DOTTED, "阿**"),
          new Name("阿卜杜拉．买买提", DOTTED, "阿**"),
          new Name("阿卜杜拉.买买提", DOTTED, "阿**"),
          new Name("阿卜杜拉‧买买提", DOTTED, "阿**"),
          new Name("阿卜杜拉∙买买提", DOTTED, "阿**"),
          new Name(" 阿卜杜拉 · 买买提 ", DOTTED, "阿**"),
          // 60 code points, 119 units of UTF-16
          new Name("阿" + "𬸚".repeat(59), "阿" + "𬸚".repeat(59), "阿**"));

  private final Map<String, Name> byNumber = new LinkedHashMap<>();

  @ParameterizedTest
  @ValueSource(strings = {"derby", "postgresql"})
  void aNameIsTheSameEverywhere(String database) throws Exception {
    try (PostgresStreet postgres = database.equals("derby") ? null : PostgresStreet.start();
        Journey journey = Journey.prepare("names-" + database, List.of())) {
      if (postgres != null) {
        postgres.choose(journey.street().appliance());
      }
      journey.street().start();
      enter(journey);
      read(journey);
      search(journey);
      numbers(journey);
      systems(journey);
    }
  }

  /** By turns over REST and over SOAP. */
  private void enter(Journey journey) throws Exception {
    People people = new People(33);
    for (int i = 0; i < NAMES.size(); i++) {
      Name name = NAMES.get(i);
      People.Person someone = people.next();
      String entry =
          Entries.json(
              new People.Person(name.written(), someone.idNumber(), someone.phone()), 300_000);
      if (i % 2 == 0) {
        Rest.Answer answer = journey.clerk().post("/cases", entry);
        assertThat(answer.status()).as(name.kept() + answer.body()).isEqualTo(201);
        byNumber.put(answer.body().path("number").asText(), name);
      } else {
        Soap.Answer answer = journey.street().soap("clerk").submit(entry);
        assertThat(answer.code()).as(name.kept() + answer.text("message")).isEmpty();
        byNumber.put(answer.text("number"), name);
      }
    }
  }

  /** Over both, in clear for the clerk and masked for contracted staff; on the console as well. */
  private void read(Journey journey) throws Exception {
    for (Map.Entry<String, Name> each : byNumber.entrySet()) {
      String number = each.getKey();
      Name name = each.getValue();
      assertThat(subject(journey.clerk(), number + CLEAR).path("name").asText())
          .isEqualTo(name.kept());
      assertThat(subject(journey.street().rest("it"), number).path("name").asText())
          .isEqualTo(name.masked());
      String purpose = "<purpose>CASE_HANDLING</purpose>";
      assertThat(texts(journey.street().soap("clerk").send(getCase(number, purpose))))
          .contains(name.kept());
      assertThat(texts(journey.street().soap("it").send(getCase(number, ""))))
          .contains(name.masked())
          .doesNotContain(name.kept());
    }
    Map.Entry<String, Name> long60 = List.copyOf(byNumber.entrySet()).get(NAMES.size() - 1);
    assertThat(
            journey
                .street()
                .console("clerk", "hutong:case --purpose CASE_HANDLING " + long60.getKey()))
        .contains(long60.getValue().kept());
    assertThat(journey.street().console("it", "hutong:case " + long60.getKey()))
        .contains(long60.getValue().masked())
        .doesNotContain("𬸚");
  }

  private static String getCase(String number, String purpose) {
    return "<GetCase xmlns=\"urn:hutong:street:v1\"><number>"
        + number
        + "</number>"
        + purpose
        + "</GetCase>";
  }

  private static JsonNode subject(Rest account, String number) throws Exception {
    Rest.Answer answer = account.get("/cases/" + number);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body().path("subject");
  }

  private static List<String> texts(Soap.Answer answer) {
    List<String> texts = new ArrayList<>();
    var names = answer.body().getElementsByTagNameNS("*", "name");
    for (int i = 0; i < names.getLength(); i++) {
      texts.add(names.item(i).getTextContent());
    }
    return texts;
  }

  /** Found by the name however it is written. */
  private void search(Journey journey) throws Exception {
    for (Name name : NAMES) {
      List<String> expected =
          byNumber.entrySet().stream()
              .filter(e -> e.getValue().kept().equals(name.kept()))
              .map(Map.Entry::getKey)
              .toList();
      Rest.Answer found =
          journey
              .clerk()
              .post(
                  "/cases/search",
                  "{\"purpose\": \"CASE_HANDLING\", \"name\": \"" + name.written() + "\"}");
      List<String> numbers = new ArrayList<>();
      found.body().path("items").forEach(line -> numbers.add(line.path("number").asText()));
      assertThat(numbers).as(name.written()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  /** A number of 15 digits gets its century and check digit, a small x is a large one. */
  private void numbers(Journey journey) throws Exception {
    for (String written : List.of("110105491231002", "11010519491231002x")) {
      Rest.Answer answer =
          journey
              .clerk()
              .post(
                  "/cases", Entries.json(new People.Person("甲某", written, "13900000001"), 100_000));
      assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
      String number = answer.body().path("number").asText();
      assertThat(subject(journey.clerk(), number + CLEAR).path("idNumber").asText())
          .isEqualTo("11010519491231002X");
      byNumber.put(number, new Name("甲某", "甲某", "甲*"));
    }
    for (String sought : List.of("110105491231002", "11010519491231002x", "11010519491231002X")) {
      Rest.Answer found =
          journey
              .clerk()
              .post(
                  "/cases/search",
                  "{\"purpose\": \"CASE_HANDLING\", \"idNumber\": \"" + sought + "\"}");
      assertThat(found.body().path("items")).as(sought).hasSize(2);
    }
  }

  /** What the systems hold themselves, by their own journals. */
  private void systems(Journey journey) throws Exception {
    journey.awaitDelivered(byNumber.keySet(), Journey.SYSTEMS);
    journey.eachExactlyOnce(byNumber.keySet());
    for (String system : List.of("si-02", "si-04")) {
      StandInProcess process = journey.street().system(system);
      Map<String, String> held = new LinkedHashMap<>();
      for (JsonNode entry : process.journal(0).path("entries")) {
        if (entry.path("kind").asText().equals("effect")) {
          String key = entry.path("key").asText();
          held.put(key.substring(0, key.indexOf('/')), entry.path("record").toString());
        }
      }
      byNumber.forEach(
          (number, name) ->
              assertThat(held.get(number)).as(system + " " + number).contains(name.kept()));
    }
  }
}
