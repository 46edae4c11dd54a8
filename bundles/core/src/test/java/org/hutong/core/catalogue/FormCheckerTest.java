package org.hutong.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hutong.core.catalogue.ExampleBody.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FormCheckerTest {
  private static Item item;
  private final FormChecker checker = new FormChecker();

  @BeforeAll
  static void loadTheItemThatShips() {
    CatalogueFiles files =
        new CatalogueFiles(ExampleBody.CONFIG, new Calendars(ExampleBody.CONFIG));
    assertThat(files.load()).isEmpty();
    item = files.item(new ItemRef("survey-2016", "MZ-28", 1)).orElseThrow();
  }

  private List<FieldError> check(String form) {
    return checker.check(item, json(form));
  }

  @Test
  void theContractsExampleIsValid() {
    assertThat(checker.check(item, ExampleBody.body().get("form"))).isEmpty();
  }

  @Test
  void aMissingFormAndAFormThatIsNoObjectAreSaid() {
    assertThat(checker.check(item, null))
        .containsExactly(FieldError.of("/form", Code.FIELD_MISSING));
    assertThat(checker.check(item, "text"))
        .containsExactly(FieldError.of("/form", Code.FIELD_TYPE));
  }

  @Test
  void everythingWrongIsSaidAtOnceWithPointerAndChineseTitle() {
    assertThat(
            check(
                """
                {"applyAmountFen": 0, "surprise/d~": 1,
                 "family": [{"name": "张三"}, {"name": 5, "relation": "子", "x": null}]}"""))
        .containsExactly(
            new FieldError("/form/applyAmountFen", Code.FIELD_VALUE, "“申请金额（分）”不能小于1"),
            new FieldError("/form/difficulty", Code.FIELD_MISSING, "“困难类型”未填写"),
            new FieldError("/form/family/0/relation", Code.FIELD_MISSING, "“与申请人关系”未填写"),
            new FieldError("/form/family/1/name", Code.FIELD_TYPE, "“姓名”应为文字"),
            FieldError.of("/form/family/1/x", Code.FIELD_UNKNOWN),
            FieldError.of("/form/surprise~1d~0", Code.FIELD_UNKNOWN));
  }

  @Test
  void anIntegerIsALongAndNothingElse() {
    assertThat(check("{\"applyAmountFen\": 1, \"difficulty\": \"大病\"}")).isEmpty();
    for (String number : List.of("1.0", "1.5", "1e2", "\"1\"", "true", "null", "[1]")) {
      assertThat(check("{\"applyAmountFen\": " + number + ", \"difficulty\": \"大病\"}"))
          .as(number)
          .extracting(FieldError::pointer, FieldError::code)
          .contains(tuple("/form/applyAmountFen", Code.FIELD_TYPE));
    }
  }

  @Test
  void nullIsNotMissingAndEmptyIsNotAbsent() {
    assertThat(check("{\"applyAmountFen\": 1, \"difficulty\": null}"))
        .extracting(FieldError::code)
        .containsExactly(Code.FIELD_TYPE);
    assertThat(check("{\"applyAmountFen\": 1, \"difficulty\": \"\"}"))
        .containsExactly(new FieldError("/form/difficulty", Code.FIELD_VALUE, "“困难类型”至少1个字"));
  }

  @Test
  void lengthCountsCodePoints() {
    String rare = "𬸚";
    assertThat(check("{\"applyAmountFen\": 1, \"difficulty\": \"" + rare.repeat(100) + "\"}"))
        .isEmpty();
    assertThat(check("{\"applyAmountFen\": 1, \"difficulty\": \"" + rare.repeat(101) + "\"}"))
        .containsExactly(new FieldError("/form/difficulty", Code.FIELD_TOO_LONG, "“困难类型”最多100个字"));
  }

  @Test
  void anIdentityNumberIsCheckedByItsCheckCharacter() {
    String form =
        """
        {"applyAmountFen": 1, "difficulty": "大病",
         "family": [{"name": "张三", "relation": "子", "idNumber": "%s"}]}""";
    assertThat(check(form.formatted("110102198001011239"))).isEmpty();
    assertThat(check(form.formatted("110102198001011238")))
        .containsExactly(FieldError.of("/form/family/0/idNumber", Code.ID_NUMBER_INVALID));
  }

  @Test
  void aDateIsADayThatExists() {
    CatalogueFiles files =
        new CatalogueFiles(ExampleBody.CONFIG, new Calendars(ExampleBody.CONFIG));
    files.load();
    Item unemployed = files.item(new ItemRef("survey-2016", "SB-02", 1)).orElseThrow();
    assertThat(checker.check(unemployed, json("{\"unemployedSince\": \"2024-02-29\"}"))).isEmpty();
    for (String wrong : List.of("2023-02-29", "2024-2-1", "20240201", "")) {
      assertThat(checker.check(unemployed, json("{\"unemployedSince\": \"" + wrong + "\"}")))
          .as(wrong)
          .extracting(FieldError::code)
          .containsExactly(Code.FIELD_VALUE);
    }
  }

  @Test
  void noMessageRepeatsAValue() {
    List<FieldError> errors =
        check(
            """
            {"applyAmountFen": 77123456789012, "difficulty": 4711,
             "family": [{"name": "", "relation": "sécret-sécret-sécret-x", "idNumber": "110101199901019999"}]}""");
    assertThat(errors).hasSize(5);
    assertThat(errors.toString()).doesNotContain("7712", "4711", "sécret", "110101199901019999");
  }

  @Test
  void aFloodOfErrorsIsCut() {
    StringBuilder form = new StringBuilder("{\"applyAmountFen\": 1, \"difficulty\": \"大病\"");
    for (int i = 0; i < 5000; i++) {
      form.append(",\"f").append(i).append("\":0");
    }
    assertThat(check(form.append('}').toString())).hasSize(100);
  }

  @Test
  void aDecimalKeepsItsScale() {
    assertThat(FormNodes.of(Map.of("n", new BigDecimal("1.500"))).get("n").decimalValue())
        .isEqualTo(new BigDecimal("1.500"));
  }

  @Test
  void aFormTakesMicroseconds() {
    Object form = ExampleBody.body().get("form");
    for (int i = 0; i < 20_000; i++) {
      checker.check(item, form);
    }
    long start = System.nanoTime();
    for (int i = 0; i < 20_000; i++) {
      checker.check(item, form);
    }
    long each = (System.nanoTime() - start) / 20_000;
    assertThat(each).isLessThan(200_000);
  }
}
