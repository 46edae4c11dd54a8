package org.hutong.standins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hutong.adapter.Document;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.webform.internal.WebformAdapterFactory;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SI-08, SI-10a and SI-11: a clerk types the sheet into the page and gets a number. */
class FormStandInIT {
  @TempDir Path dir;

  private static Outcome.NeedsPerson sheet(String id, Map<String, Object> values) throws Exception {
    DeliveryKey key = new DeliveryKey("c-1", 1, id, Operation.CREATE);
    try (SystemAdapter adapter =
        new WebformAdapterFactory().create(ShippedFolder.of(id, Map.of(), Map.of()))) {
      Outcome outcome =
          adapter.deliver(new Document(key, values, null, null), ShippedFolder.context());
      assertThat(outcome).as(outcome.toString()).isInstanceOf(Outcome.NeedsPerson.class);
      return (Outcome.NeedsPerson) outcome;
    }
  }

  private static Map<String, String> lines(Outcome.NeedsPerson sheet) {
    return sheet.sheet().stream()
        .collect(Collectors.toMap(Outcome.SheetField::label, Outcome.SheetField::value));
  }

  private static Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("xm", "阿依古丽·买买提");
    values.put("sfzh", "110102198001011239");
    values.put("xb", "女");
    values.put("hjdz", "东经路12号院3-2-301");
    values.put("jzdz", "东经路12号院3-2-301");
    values.put("cjlb", "肢体");
    values.put("lxdh", "13800000000");
    values.put("sqmc", "东经路社区（示例）");
    values.put("sxmc", "残疾人证");
    values.put("fwxm", "助餐");
    values.put("ywlb", "失业登记");
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {"si-08", "si-10a", "si-11", "si-12"})
  void theSheetIsThePagesOwnFormAndEndsInANumber(String id) throws Exception {
    try (StandInProcess page = StandInProcess.start(id, dir)) {
      Outcome.NeedsPerson sheet = sheet(id, values());
      Clerk clerk = new Clerk(page.url());
      clerk.logIn(page.user(), page.secret());
      List<Clerk.Field> form = clerk.open();

      // The sheet's first line names the form; then field by field, in the page's order.
      assertThat(sheet.sheet().stream().skip(1).map(Outcome.SheetField::label))
          .containsExactlyElementsOf(form.stream().map(Clerk.Field::label).toList());
      String said = clerk.type(lines(sheet));

      assertThat(Clerk.receipt(said)).matches("JB20[0-9]{2}000001");
      assertThat(page.effects()).isEqualTo(1);
    }
  }

  @Test
  void aSessionThatEndedTakesNothingUntilTheClerkLogsInAgain() throws Exception {
    try (StandInProcess page = StandInProcess.start("si-08", dir)) {
      Outcome.NeedsPerson sheet = sheet("si-08", values());
      Clerk clerk = new Clerk(page.url());
      clerk.logIn(page.user(), page.secret());
      clerk.open();
      page.control("{\"sessionSeconds\": 0}");

      assertThat(clerk.type(lines(sheet))).doesNotContain("回执号");
      assertThat(page.effects()).isZero();

      page.control("{\"sessionSeconds\": 600}");
      clerk.logIn(page.user(), page.secret());
      clerk.open();
      assertThat(clerk.type(lines(sheet))).contains("回执号");
    }
  }

  @Test
  void aFieldLeftEmptyOrTooLongIsRefusedByThePageAsByOurSheet() throws Exception {
    try (StandInProcess page = StandInProcess.start("si-08", dir)) {
      Clerk clerk = new Clerk(page.url());
      clerk.logIn(page.user(), page.secret());
      List<Clerk.Field> form = clerk.open();
      assertThat(clerk.type(Map.of())).contains("请填写");
      assertThat(page.effects()).isZero();
      assertThat(form).filteredOn(Clerk.Field::required).hasSize(5);
    }
  }
}
