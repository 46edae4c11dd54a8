package org.hutong.core.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.core.systems.SystemDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the folders that read files make of a row as adapter-file gives it. */
class ShippedFilesTest {
  private static final String ID = "110102198001011239";

  @TempDir static Path folder;
  private static ShippedStreet street;

  @BeforeAll
  static void open() throws Exception {
    street = new ShippedStreet(folder);
  }

  @AfterAll
  static void close() throws Exception {
    street.close();
  }

  private static Arrived read(String id, String key, Map<String, String> some) {
    SystemDefinition system = street.system(id);
    Map<String, String> fields = new LinkedHashMap<>();
    system.inbound().feed("main").orElseThrow().columns().keySet().forEach(c -> fields.put(c, ""));
    assertThat(fields).containsKeys(some.keySet().toArray(String[]::new));
    fields.putAll(some);
    return street.reading.read(
        system, system.inbound().feed("main").orElseThrow(), new Batch.Row(key, "file:2", fields));
  }

  private static Arrived.RecordOf record(Arrived arrived) {
    assertThat(arrived).as(arrived.toString()).isInstanceOf(Arrived.Good.class);
    return (Arrived.RecordOf) ((Arrived.Good) arrived).parts().get(0);
  }

  @Test
  void aResidentOfSi09IsAPersonOfTheDayOfTheExportAndWithoutTheHeadOfTheHousehold() {
    Arrived.RecordOf person =
        record(
            read(
                "si-09",
                ID,
                Map.of("序号", "1", "户主", "张三", "姓名", "王䶮", "身份证号", ID, "更新日期", "2016-09-01")));

    assertThat(person.idNumber()).isEqualTo(ID);
    assertThat(person.sourceTime()).isEqualTo(Instant.parse("2016-08-31T16:00:00Z").toEpochMilli());
    assertThat(person.classes().toString()).contains("王䶮").doesNotContain("张三");
  }

  @Test
  void aRowWithoutANameWaitsForAPerson() {
    assertThat(read("si-09", ID, Map.of("身份证号", ID))).isInstanceOf(Arrived.Bad.class);
  }

  @Test
  void aLineOfEmploymentIsAnEventAndALineOfInspectionAnOrganisation() {
    assertThat(
            record(
                    read(
                        "si-10c",
                        "11010219800101123944",
                        Map.of("姓名", "王䶮", "月工资", "3500.5", "合同起", "2016-01-01")))
                .classes()
                .toString())
        .contains("monthlyWageFen=350050");
    assertThat(record(read("si-15", "H1", Map.of("单位名称", "某饭馆", "检查日期", "2016-09-01"))).classes())
        .isNotEmpty();
  }
}
