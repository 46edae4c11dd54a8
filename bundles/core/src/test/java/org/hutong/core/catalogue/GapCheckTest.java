package org.hutong.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hutong.casework.Case.Gap;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GapCheckTest {
  private static Item item;
  private final GapCheck check = new GapCheck();

  @BeforeAll
  static void loadTheItemThatShips() {
    CatalogueFiles files =
        new CatalogueFiles(ExampleBody.CONFIG, new Calendars(ExampleBody.CONFIG));
    assertThat(files.load()).isEmpty();
    item = files.item(new ItemRef("survey-2016", "MZ-28", 1)).orElseThrow();
  }

  private static Map<String, Object> bodyWith(Object materials) {
    Map<String, Object> body = new HashMap<>(ExampleBody.body());
    body.put("materials", materials);
    return body;
  }

  @Test
  void theContractsExampleHasNoGap() {
    assertThat(check.gaps(item, ExampleBody.body())).isEmpty();
  }

  @Test
  void everyGapIsSaidAtOnce() {
    Map<String, Object> body = bodyWith(List.of());
    body.put("subject", Map.of("kind", "ORGANIZATION"));
    assertThat(check.gaps(item, body))
        .containsExactly(
            new Gap("CONDITION", "APPLICANT_IS_PERSON", "/form", "不符合条件：申请人为个人或家庭的代表"),
            new Gap("MATERIAL", "ID_COPY", "/materials", "缺少材料：身份证复印件"));
  }

  @Test
  void aVerifiedOriginalCountsAsHandedIn() {
    assertThat(
            check.gaps(
                item, bodyWith(List.of(Map.of("code", "ID_COPY", "verifiedOriginal", true)))))
        .isEmpty();
  }

  @Test
  void aMaterialThatMustBeThereNowCannotBePutOff() {
    assertThat(check.gaps(item, bodyWith(List.of(Map.of("code", "ID_COPY", "deferred", true)))))
        .extracting(Gap::code)
        .containsExactly("ID_COPY");
  }
}
