package org.hutong.core.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Outcome;
import org.hutong.core.store.Trees;
import org.hutong.core.systems.SystemDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mappings of every folder that ships, over the sample entries. */
class FolderMappingsTest {
  private static final Path CONFIG = Path.of("../../config");

  static Stream<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(CONFIG.resolve("systems"))) {
      return all.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  private static SystemDefinition system(String id) {
    Path folder = CONFIG.resolve("systems").resolve(id);
    boolean answers = Files.exists(folder.resolve("answer.jsonata"));
    return JsonataMapperTest.system(folder, id, answers ? "answer.jsonata" : null);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyMappingCompiles(Path folder) {
    assertThat(new JsonataMapper().check(system(folder.getFileName().toString()))).isEmpty();
  }

  @SuppressWarnings("unchecked") // JSON's keys are texts
  private static Map<String, Object> document(
      String id, String mapping, String sample, Map<String, Object> form) throws Exception {
    Map<String, Object> body =
        new LinkedHashMap<>(
            Trees.read(Files.readAllBytes(CONFIG.resolve("items/samples/" + sample + ".json"))));
    Map<String, Object> all = new LinkedHashMap<>((Map<String, Object>) body.get("form"));
    all.putAll(form);
    body.put("form", all);
    body.put("number", "110102014-2026-0000001");
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("case", body);
    input.put("operation", "CREATE");
    input.put("key", "110102014-2026-0000001/1/" + id + "/CREATE");
    input.put("receipt", null);
    input.put("street", "110102014");
    return new JsonataMapper().document(system(id), mapping, input);
  }

  @Test
  void aSheetOfEachWebFormHasWhatItsFormRequires() throws Exception {
    assertThat(document("si-08", "any-item.jsonata", "MZ-28", Map.of()))
        .containsKeys("sqmc", "sxmc", "xm", "sfzh", "jzdz");
    Map<String, Object> certificate = document("si-10a", "certificate.jsonata", "CZ-01", Map.of());
    assertThat(certificate)
        .containsKeys("xm", "xb", "sfzh", "hjdz", "cjlb", "lxdh")
        .containsEntry("cjlb", "肢体");
    assertThat(List.of("男", "女")).contains(certificate.get("xb").toString());
    assertThat(document("si-11", "elderly.jsonata", "MZ-22", Map.of()))
        .containsKeys("sfzh", "xm", "fwxm", "jzdz");
  }

  @Test
  void aSheetOfSocialInsuranceAndALineOfEmploymentHaveWhatTheirsRequire() throws Exception {
    assertThat(document("si-12", "insurance.jsonata", "SB-02", Map.of()))
        .containsKeys("sfzh", "xm", "hjdz")
        .containsEntry("ywlb", "失业登记");
    Map<String, Object> form =
        Map.of(
            "certificateNumber", "11010219800101123944",
            "employer", "某物业公司",
            "employerCode", "91110102MA0000000X",
            "post", "保洁",
            "from", "2016-09-01",
            "monthlyWageFen", 350_050);
    assertThat(document("si-10c", "employment.jsonata", "CZ-01", form))
        .containsEntry("月工资", "3500.50")
        .containsEntry("是否社区购买岗位", "否")
        .doesNotContainKey("合同止");
  }

  @Test
  void anApplicationForHousingStandsInTheOrderOfItsSchema() throws Exception {
    Map<?, ?> form =
        (Map<?, ?>) document("si-13", "housing.jsonata", "SB-19", Map.of()).get("form");
    List<String> names = form.keySet().stream().map(Object::toString).toList();

    assertThat(names).containsExactly("lsh", "xm", "sfzh", "lxdh", "jzdz", "lx", "rks");
  }

  @Test
  void housingGivesATokenFirstAndItsNumberLater() {
    JsonataMapper mapper = new JsonataMapper();

    assertThat(answer(mapper, Map.of("code", "ZF000", "token", "t")))
        .isInstanceOf(Outcome.Pending.class);
    assertThat(answer(mapper, Map.of("code", "ZF000", "token", "t", "zt", "处理中")))
        .isInstanceOf(Outcome.Pending.class);
    assertThat(answer(mapper, Map.of("code", "ZF000", "token", "t", "zt", "已备案", "bah", "ZF1")))
        .isEqualTo(new Outcome.Delivered("ZF1"));
    assertThat(answer(mapper, Map.of("code", "ZF000", "token", "t", "zt", "已退回", "thyy", "某某缺材料")))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, said -> assertThat(said.reason()).doesNotContain("某某"));
    assertThat(answer(mapper, Map.of("code", "ZF002"))).isInstanceOf(Outcome.Rejected.class);
  }

  private static Outcome answer(JsonataMapper mapper, Map<String, Object> body) {
    return mapper.interpret(system("si-13"), new Answer(200, Map.of(), body));
  }

  @Test
  void whoAskedThroughTheAppIsToldHowItEnded() throws Exception {
    Map<String, Object> ended =
        Map.of(
            "number", "110102014-2026-0000001",
            "origin", Map.of("system", "si-05", "reference", "HQ1"),
            "decision", Map.of("result", "GRANTED", "ground", "路灯已修好"));
    assertThat(
            new JsonataMapper()
                .document(system("si-05"), "progress.jsonata", Map.of("case", ended)))
        .isEqualTo(
            Map.of(
                "id",
                "HQ1",
                "progress",
                Map.of(
                    "status", "DONE",
                    "text", "路灯已修好",
                    "caseNumber", "110102014-2026-0000001")));
  }
}
