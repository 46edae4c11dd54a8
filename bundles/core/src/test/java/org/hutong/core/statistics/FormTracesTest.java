package org.hutong.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.casework.Case;
import org.hutong.catalogue.Item;
import org.hutong.core.mapping.JsonataMapper;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.statistics.Typing;
import org.hutong.statistics.Typing.FieldSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every field of every system comes from somewhere, and is counted as the mapping fills it. */
class FormTracesTest {
  @TempDir Path folder;
  private CountedStreet street;

  @BeforeEach
  void open() throws Exception {
    street = new CountedStreet(DatabaseConfig.derby(folder.resolve("data/db")), folder);
  }

  @AfterEach
  void close() throws Exception {
    street.close();
  }

  private Map<String, FieldSource> fields(String item, String system, String operation) {
    Map<String, FieldSource> fields = new LinkedHashMap<>();
    street.statistics.typingOfItem(CountedStreet.DISPATCHER, item).fields().stream()
        .filter(f -> f.system().equals(system) && f.operation().equals(operation))
        .forEach(f -> fields.put(f.field(), f));
    return fields;
  }

  @Test
  void theFieldsOfTemporaryAidAreTracedToWhatWasEntered() {
    Map<String, FieldSource> aid = fields("MZ-28", "si-02", "CREATE");
    assertThat(aid.get("apply.sqr.xm").kind()).isEqualTo("INPUT");
    assertThat(aid.get("apply.sqr.xm").sources()).containsExactly("/subject/name");
    assertThat(aid.get("apply.sqje").sources()).containsExactly("/form/applyAmountFen");
    assertThat(aid.get("apply.jtcy[].ysr").sources())
        .containsExactly("/form/family/*/monthlyIncomeFen");
    assertThat(aid.get("apply.jtcy[].ysr").conditions()).containsExactly("/form/family/*/idNumber");
    assertThat(aid.get("apply.lsh").sources()).containsExactly("key");
    assertThat(aid.get("apply.lsh").kind()).isEqualTo("RULE");
    assertThat(aid.get("apply.csrq").sources()).containsExactly("acceptedAt");
    Map<String, FieldSource> hub = fields("MZ-28", "si-07", "CREATE");
    assertThat(hub.get("fwdx").sources()).containsExactly("/subject/kind");
    assertThat(hub.get("jg").sources()).containsExactly("decision");
    Map<String, FieldSource> flow = fields("MZ-28", "si-04", "CREATE");
    assertThat(flow.get("sqr_sfzh").sources()).containsExactly("/subject/idNumber");
    assertThat(flow.get("sqr_sfzh").conditions()).containsExactly("/subject/idType");
    assertThat(flow.get("slr").sources()).containsExactly("unit");
  }

  @Test
  void everyItemThatGoesToASystemHasItsFieldsTracedInEachOfItsSystems() {
    for (Item item : street.catalogue.find(null, null, null)) {
      for (Item.Target target : item.systems()) {
        assertThat(fields(item.ref().code(), target.system(), "CREATE"))
            .as(item.ref().code() + " in " + target.system())
            .hasSizeGreaterThan(3)
            .allSatisfy(
                (name, field) -> {
                  assertThat(field.kind()).isIn("INPUT", "RULE", "CONSTANT");
                  assertThat(field.sources().isEmpty()).isEqualTo("CONSTANT".equals(field.kind()));
                });
      }
    }
  }

  @Test
  void aCaseCountsTheFieldsThatItsDocumentsReallyHave() throws Exception {
    JsonataMapper mapper = new JsonataMapper();
    for (String code : street.samples.keySet()) {
      Map<String, Object> body = street.sample(code);
      Case entered = street.enter(body);
      Item item = street.catalogue.item(entered.item()).orElseThrow();
      Map<String, Object> stored = stored(entered);
      int filled = 0;
      for (Item.Target target : item.systems()) {
        Map<String, Object> input = CaseSample.input(item, stored, "CREATE", false);
        Map<String, List<Object>> leaves = new LinkedHashMap<>();
        FormTrace.leaves(
            mapper.document(
                street.systems.find(target.system()).orElseThrow(), target.mapping(), input),
            "",
            leaves);
        filled += leaves.values().stream().mapToInt(List::size).sum();
      }
      Typing typing = street.statistics.typingOfCase(CountedStreet.DISPATCHER, entered.number());
      assertThat(typing.apart()).as(code).isEqualTo(filled);
      assertThat(typing.typed()).as(code).isEqualTo(TypedValues.in(stored));
      assertThat(typing.saved()).isEqualTo(typing.apart() - typing.typed());
    }
  }

  private Map<String, Object> stored(Case entered) {
    Map<String, Object> body = new LinkedHashMap<>(street.sample(entered.item().code()));
    body.putIfAbsent("agent", null);
    body.putIfAbsent("guardian", null);
    return body;
  }

  @Test
  void aFamilyOfThreeIsTypedOnceWhereThreeFormsAskForIt() {
    Map<String, Object> body = street.sample("MZ-28");
    Map<String, Object> form = CountedStreet.in(body, "form");
    form.put("householdAddress", "某胡同1号");
    List<Object> family = new ArrayList<>();
    for (String id : List.of("110102198001011239", "11010519491231002X")) {
      Map<String, Object> member = new LinkedHashMap<>();
      member.put("name", "某");
      member.put("relation", "配偶");
      member.put("idNumber", id);
      member.put("monthlyIncomeFen", 1L);
      member.put("health", "良好");
      family.add(member);
    }
    form.put("family", family);
    Case entered = street.enter(body);
    Typing typing = street.statistics.typingOfCase(CountedStreet.DISPATCHER, entered.number());
    // item, five of the applicant, four of the form, ten of the family, one material, the channel
    assertThat(typing.typed()).isEqualTo(22);
    // si-04 6, si-07 6, si-02: 7 of the head, 10 of the family, 6 others
    assertThat(typing.apart()).isEqualTo(6 + 6 + apply(10));
  }

  private static int apply(int family) {
    int applicant = 6; // name, number, phone, both addresses, community
    int others = 7; // serial number, kind, words, amount, the material's name, unit, day
    return applicant + others + family;
  }
}
