package org.hutong.standins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Document;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.file.internal.FileAdapterFactory;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SI-09, SI-10c and SI-15: what other libraries wrote is read by adapter-file with the folders that
 * ship, and what it writes is taken there.
 */
class ExportedFilesIT {
  private static final String TODAY = LocalDate.now().format(DateTimeFormatter.BASIC_ISO_DATE);
  private static final String RESIDENTS = "SQGL_" + TODAY + ".xls";

  @TempDir Path dir;

  private SystemAdapter adapter(String id) throws Exception {
    String variable = "HUTONG_" + id.toUpperCase(Locale.ROOT).replace("-", "");
    return new FileAdapterFactory()
        .create(ShippedFolder.of(id, Map.of(variable + "_FOLDER", dir.toString()), Map.of()));
  }

  private static Batch fetch(SystemAdapter adapter) throws Exception {
    return ((RecordSource) adapter).fetch(null, 500, ShippedFolder.context());
  }

  @Test
  void si09ComesUnderItsMergedHeaderWithItsDatesAndWithoutWhatIsNotKept() throws Exception {
    try (SystemAdapter adapter = adapter("si-09")) {
      ExportedFiles.drop("si-09", dir, "--name", RESIDENTS, "--rows", "40");
      Batch batch = fetch(adapter);

      assertThat(batch.refused()).isEmpty();
      assertThat(batch.rows()).hasSize(40);
      assertThat(batch.rows().get(0).fields())
          .containsEntry("序号", "1")
          .containsEntry("更新日期", "2016-09-01")
          .containsEntry("与户主关系", "本人")
          .doesNotContainKeys("政治面貌", "特殊人群", "备注");
      assertThat(batch.rows()).allMatch(row -> row.key().matches("[0-9]{17}[0-9X]"));
      assertThat(batch.rows().stream().map(row -> row.fields().get("姓名")).toList().toString())
          .contains("䶮", "𠮷");
      assertThat(adapter.health().up()).isTrue();
    }
  }

  @Test
  void si09AnIdentityNumberStoredAsANumberIsRefusedAndItsNeighboursCome() throws Exception {
    try (SystemAdapter adapter = adapter("si-09")) {
      ExportedFiles.drop("si-09", dir, "--name", RESIDENTS, "--quirk", "id-number");
      Batch batch = fetch(adapter);

      assertThat(batch.rows())
          .extracting(row -> row.fields().get("序号"))
          .containsExactly("1", "3", "4", "5");
      assertThat(batch.refused())
          .containsExactly(new Batch.Refused(RESIDENTS + ":5", "列 身份证号 存成了数字，末几位已丢失，请在原系统按文本导出"));
    }
  }

  @Test
  void si09DatesCountFrom1904WhereTheFileSaysSo() throws Exception {
    try (SystemAdapter adapter = adapter("si-09")) {
      ExportedFiles.drop("si-09", dir, "--name", RESIDENTS, "--quirk", "1904");

      assertThat(fetch(adapter).rows())
          .extracting(row -> row.fields().get("更新日期"))
          .containsOnly("2016-09-01");
    }
  }

  @Test
  void si09AnExportOfLongAgoAndARenamedColumnAreHeldAndTheOtherFileComes() throws Exception {
    try (SystemAdapter adapter = adapter("si-09")) {
      ExportedFiles.drop("si-09", dir, "--name", "SQGL_20160930.xls");
      ExportedFiles.drop("si-09", dir, "--name", "SQGL_" + TODAY + "_1.xls", "--quirk", "header");
      ExportedFiles.drop("si-09", dir, "--name", "SQGL_" + TODAY + "_2.xls");
      Batch batch = fetch(adapter);

      assertThat(batch.rows()).hasSize(5);
      assertThat(batch.refused())
          .containsExactly(
              new Batch.Refused("SQGL_20160930.xls", "文件名中的日期不对，或已超过 92 天，不再汇入"),
              new Batch.Refused("SQGL_" + TODAY + "_1.xls", "表头与配置的字段不一致，整个文件暂不汇入"));
    }
  }

  @Test
  void si10cAnotherVersionOfTheTemplateIsHeldAndAComputedWageRefused() throws Exception {
    try (SystemAdapter adapter = adapter("si-10c")) {
      ExportedFiles.drop("si-10c", dir, "--name", "JYFW_201608.xlsx", "--quirk", "version");
      ExportedFiles.drop("si-10c", dir, "--name", "JYFW_201609.xlsx", "--quirk", "formula");
      Batch batch = fetch(adapter);

      assertThat(batch.rows()).hasSize(4);
      assertThat(batch.rows().get(0).fields())
          .containsEntry("合同起", "2016-01-01")
          .containsEntry("月工资", "3500.5")
          .containsEntry("USCC", "91110102MA0000000X");
      assertThat(batch.refused())
          .containsExactly(
              new Batch.Refused("JYFW_201608.xlsx", "模板版本与配置的不一致，整个文件暂不汇入"),
              new Batch.Refused("JYFW_201609.xlsx:4", "列 月工资 是公式，请粘贴为值"));
    }
  }

  private static Document document(Operation operation, String token) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("证号", "11010219800101123944");
    row.put("姓名", "王䶮");
    row.put("单位名称", "某物业公司");
    row.put("USCC", "91110102MA0000000X");
    row.put("岗位", "保洁");
    row.put("合同起", "2016-09-01");
    row.put("月工资", "3500.50");
    row.put("是否社区购买岗位", "否");
    return new Document(new DeliveryKey("c-1", 1, "si-10c", operation), row, null, token);
  }

  @Test
  void si10cADeliveryFillsTheTemplateAndItsReceiptComesBack() throws Exception {
    ExportedFiles.drop("si-10c", dir); // makes the folders
    try (SystemAdapter adapter = adapter("si-10c")) {
      Outcome put = adapter.deliver(document(Operation.CREATE, null), ShippedFolder.context());
      assertThat(put).isInstanceOf(Outcome.Pending.class);

      List<JsonNode> taken = ExportedFiles.take(dir);

      assertThat(taken)
          .singleElement()
          .satisfies(
              file -> {
                assertThat(file.path("version").asText()).isEqualTo("2016-2");
                assertThat(file.path("hidden").asBoolean()).isTrue();
                assertThat(file.path("row").toString())
                    .isEqualTo(
                        "[\"11010219800101123944\",\"王䶮\",\"某物业公司\",\"91110102MA0000000X\",\"保洁\","
                            + "\"2016-09-01 00:00:00\",\"None\",\"3500.5\",\"否\"]");
              });
      String token = ((Outcome.Pending) put).token();
      assertThat(adapter.deliver(document(Operation.STATUS, token), ShippedFolder.context()))
          .isEqualTo(new Outcome.Delivered("JY000001"));
      assertThat(adapter.deliver(document(Operation.CREATE, null), ShippedFolder.context()))
          .as("a second put finds the receipt")
          .isEqualTo(new Outcome.Delivered("JY000001"));
      assertThat(ExportedFiles.take(dir)).isEmpty();
    }
  }

  @Test
  void si15CsvOfAnOfficeProgramComesInItsOwnCharacters() throws Exception {
    try (SystemAdapter adapter = adapter("si-15")) {
      ExportedFiles.drop("si-15", dir, "--rows", "30");
      Batch batch = fetch(adapter);

      assertThat(batch.refused()).isEmpty();
      assertThat(batch.rows()).hasSize(30);
      assertThat(batch.rows().toString() + batch.rows().stream().map(Batch.Row::fields).toList())
          .contains("䶮", "𠮷", "某饭馆29");
    }
  }
}
