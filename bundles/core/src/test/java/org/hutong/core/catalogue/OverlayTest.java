package org.hutong.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.hutong.catalogue.Catalogue.Finding;
import org.hutong.catalogue.CatalogueReports.Deviated;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.Item.Deviation;
import org.hutong.kernel.TimeLimit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A district's standard with a street's overlay on top. */
class OverlayTest {
  private static final String HEAD =
      "scheme: survey-2016\ncode: MZ-22\nversion: 1\n"
          + "basis: 示例(虚构)：街道细则\nbasisDate: 2026-03-01\n";

  @TempDir Path config;
  private CatalogueFiles files;

  @BeforeEach
  void copyWhatShips() throws IOException {
    ConfigCopy.into(config);
    Files.delete(config.resolve("overlay/MZ-22.v1.yaml"));
    files = new CatalogueFiles(config, new Calendars(config));
    assertThat(files.load()).isEmpty();
  }

  private List<Finding> load(String overlay) throws IOException {
    Files.writeString(config.resolve("overlay/own.yaml"), overlay);
    return files.load();
  }

  private Item item() {
    return files.item("survey-2016", "MZ-22").orElseThrow();
  }

  @Test
  void theStreetsOwnUnitTighterLimitLaterMaterialAndWordsLieOverTheDistrictsStandard()
      throws IOException {
    Item district = item();
    assertThat(
            load(
                HEAD
                    + "steps:\n"
                    + "  - {no: 1, unit: 东经路社区服务站}\n"
                    + "limits:\n"
                    + "  promised: {amount: 6, unit: WORKING_DAYS}\n"
                    + "deferrable: [ID_COPY]\n"
                    + "systems:\n"
                    + "  - {system: si-02, deliverOn: STEP(1), mapping: temp-aid.jsonata}\n"
                    + "words: [敬老证]\n"))
        .isEmpty();
    Item own = item();
    assertThat(own.steps().get(0))
        .isEqualTo(
            new Item.StepRule(1, "受理", "东经路社区服务站", "社区", "示例(虚构)：街道细则", LocalDate.of(2026, 3, 1)));
    assertThat(own.steps().get(1)).isEqualTo(district.steps().get(1));
    assertThat(own.promisedLimit()).isEqualTo(new TimeLimit(6, TimeLimit.Unit.WORKING_DAYS));
    assertThat(own.legalLimit()).isEqualTo(district.legalLimit());
    assertThat(own.materials()).allMatch(Item.MaterialRule::deferrable);
    assertThat(own.systems()).hasSize(district.systems().size() + 1);
    assertThat(files.find("敬老证", null, null)).containsExactly(own);
    assertThat(own.form()).isEqualTo(district.form());
    assertThat(own.standard()).hasSize(16).isNotEqualTo(district.standard());
    assertThat(own.deviations())
        .extracting(Deviation::path, Deviation::district, Deviation::street)
        .containsExactly(
            tuple("steps[0].unit", "社区服务站", "东经路社区服务站"),
            tuple("limits.promised", "10个工作日", "6个工作日"),
            tuple("deferrable", "身份证复印件：不可容缺", "身份证复印件：可容缺"),
            tuple("systems", null, "si-02 STEP(1)"));
    assertThat(files.reports().deviations())
        .extracting(Deviated::name, d -> d.deviation().basis())
        .containsOnly(tuple("老年人优待卡证办理", "示例(虚构)：街道细则"))
        .hasSize(4);
  }

  @Test
  void theDiffNamesTheItemAndTakingTheOverlayAwayGivesTheDistrictsStandardBack()
      throws IOException {
    Item district = item();
    Path own = config.resolve("overlay/own.yaml");
    Files.writeString(own, HEAD + "limits: {promised: {amount: 6, unit: WORKING_DAYS}}\n");
    assertThat(files.reports().diff().changed()).containsExactly(district.ref());
    assertThat(files.load()).isEmpty();
    assertThat(item().deviations()).hasSize(1);
    Files.delete(own);
    assertThat(files.load()).isEmpty();
    assertThat(item()).isEqualTo(district);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "version: 9 | version | 区级标准中没有事项 MZ-22 的第9版",
        "code: MZ-99 | code | 区级标准中没有事项 survey-2016/MZ-99",
        "basis: '' | basis | 缺少必填内容",
        "basisDate: 2026/3/1 | basisDate | 日期应写成 2026-01-01",
        "'limits: {promised: {amount: 11, unit: WORKING_DAYS}}' | limits.promised.amount"
            + " | 只能比区级标准（10个工作日）更紧，不能放宽",
        "'limits: {promised: {amount: 9, unit: NATURAL_DAYS}}' | limits.promised.unit"
            + " | 应与区级标准（10个工作日）用同一单位",
        "'limits: {legal: {amount: 9, unit: WORKING_DAYS}}' | limits.legal | 法定时限不能由街道细则改",
        "'steps: [{no: 3, unit: 甲}]' | steps[0].no | 区级标准没有这个环节",
        "'steps: [{no: 2, unit: 民政科}]' | steps[0].unit | 与区级标准相同",
        "'steps: [{no: 1, unit: 甲}, {no: 1, unit: 乙}]' | steps[1].no | 重复",
        "'steps: [{no: 1, unti: 甲}]' | steps[0].unti | 没有键 unit，却有不认识的键 unti",
        "'materials: [{code: X, name: 新材料}]' | materials | 街道细则不能增减材料；允许容缺的写在 deferrable",
        "deferrable: [PHOTO] | deferrable | PHOTO 在区级标准中已可容缺",
        "deferrable: [NO] | deferrable | 区级标准没有材料 NO",
        "'form: {type: object}' | form | 街道细则不能改区级标准的这一项",
        "'systems: [{system: si-04, deliverOn: ACCEPTED, mapping: any-item.jsonata}]' | systems"
            + " | 系统 si-04 已在区级标准中，街道细则只能增加",
        "'systems: [{system: si-02, deliverOn: ACCEPTED, mapping: no.jsonata}]' |"
            + " | 事项 MZ-22 第1版 用到的映射文件不存在",
        "words: [] | | 细则与区级标准没有不同之处",
        "colour: red | colour | 不认识的键",
      })
  void whatAStreetMayNotDecideIsRefusedByNameAndNothingChanges(
      String line, String field, String reason) throws IOException {
    Item before = item();
    String key = line.substring(0, line.indexOf(':'));
    String head = HEAD.replaceAll("(?m)^" + key + ":.*\n", "");
    List<Finding> findings = load(head + line + "\n");
    assertThat(findings)
        .extracting(
            f -> f.field() == null || f.field().isEmpty() ? null : f.field(), f -> f.reason())
        .contains(tuple(field, reason));
    assertThat(findings)
        .allMatch(f -> f.file().equals("overlay/own.yaml") || f.file().startsWith("systems/"));
    assertThat(item()).isSameAs(before);
  }

  @Test
  void twoOverlaysOfOneVersionAreRefusedAndOneOfAStepOfTheDistrictToo() throws IOException {
    Files.writeString(config.resolve("overlay/b.yaml"), HEAD + "words: [甲]\n");
    assertThat(load(HEAD + "words: [乙]\n"))
        .extracting(Finding::reason)
        .containsExactly("另一文件已是同一事项同一版本的细则");
    Files.delete(config.resolve("overlay/b.yaml"));
    assertThat(load(HEAD.replace("MZ-22", "MZ-28") + "steps: [{no: 3, unit: 民政科}]\n"))
        .extracting(Finding::reason)
        .contains("该环节由区级办理，街道细则不能改");
  }
}
