package org.hutong.core.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.core.catalogue.ExampleBody.json;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Outcome;
import org.hutong.core.catalogue.ExampleBody;
import org.hutong.core.store.Trees;
import org.hutong.core.systems.SystemDefinition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The published example through each mapping that ships gives exactly what the systems take. */
class ShippedMappingsTest {
  private final JsonataMapper mapper = new JsonataMapper();

  private static SystemDefinition system(String id) {
    return JsonataMapperTest.system(
        ExampleBody.CONFIG.resolve("systems").resolve(id), id, "answer.jsonata");
  }

  private static Map<String, Object> exampleCase() {
    Map<String, Object> document = new LinkedHashMap<>(ExampleBody.body());
    document.putAll(
        json(
            """
            {"number": "110102014-2026-0000001", "revision": 1, "state": "ACCEPTED",
             "unit": "东经路服务站",
             "registeredAt": "2026-01-05T09:58:30.123+08:00",
             "acceptedAt": "2026-01-05T10:00:00.456+08:00",
             "steps": [{"no": 1, "name": "初步审核及系统录入", "unit": "社保所", "state": "PENDING"},
                       {"no": 2, "name": "最终审核并上报", "unit": "民政科", "state": "PENDING"},
                       {"no": 3, "name": "审批", "unit": "区民政局", "state": "PENDING"}]}"""));
    return document;
  }

  private Map<String, Object> map(
      String system, String operation, @Nullable String receipt, Map<String, Object> document)
      throws MappingFailed {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("case", document);
    input.put("operation", operation);
    input.put("key", "110102014-2026-0000001/1/" + system + "/" + operation);
    input.put("receipt", receipt);
    input.put("street", "110102014");
    return mapper.document(system(system), "temp-aid.jsonata", input);
  }

  /** With the order of the fields, which a SOAP sequence needs. */
  private static void exactly(Map<String, Object> document, String expected) {
    assertThat(new String(Trees.write(document), StandardCharsets.UTF_8))
        .isEqualTo(new String(Trees.write(json(expected)), StandardCharsets.UTF_8));
  }

  private Outcome answer(String system, int status, @Nullable String body) {
    return mapper.interpret(
        system(system), new Answer(status, Map.of(), body == null ? null : json(body)));
  }

  @Test
  void theExampleForDongjingRoad() throws Exception {
    String expected =
        """
        {"sxbm": "SX001", "sqr_sfzh": "110102198001011239", "sqr_xm": "阿依古丽·买买提",
         "slr": "东经路服务站", "slsj": "2026-01-05 10:00:00", "zt": "1"}""";
    exactly(map("si-04", "CREATE", null, exampleCase()), expected);
    exactly(map("si-04", "CORRECT", "DJL202600000001", exampleCase()), expected);
    exactly(map("si-04", "CANCEL", "DJL202600000001", exampleCase()), expected);
  }

  private static final String APPLY =
      """
      {"lsh": "110102014-2026-0000001/1/si-02/%s",
       "sqr": {"xm": "阿依古丽·买买提", "sfzh": "110102198001011239", "lxdh": "13800000000",
               "jzdz": "东经路12号院3-2-301", "sqdm": "110102014003"},
       "jtcy": [], "knlx": "01", "knsm": "家庭成员（未提供身份证号）：配偶 …，月收入1800.00元",
       "sqje": "3000.00", "clqd": [{"clmc": "身份证复印件", "fjid": "…"}],
       "csdw": "社保所", "csrq": "2026-01-05"}""";

  @Test
  void theExampleForTheDistrictsAid() throws Exception {
    exactly(
        map("si-02", "CREATE", null, exampleCase()),
        "{\"apply\": " + APPLY.formatted("CREATE") + "}");
    exactly(
        map("si-02", "CORRECT", "JZ202600000001", exampleCase()),
        "{\"sldh\": \"JZ202600000001\", \"apply\": " + APPLY.formatted("CORRECT") + "}");
    exactly(
        map("si-02", "CANCEL", "JZ202600000001", exampleCase()),
        """
                {"lsh": "110102014-2026-0000001/1/si-02/CANCEL", "sldh": "JZ202600000001",
                 "cxyy": "申请人撤回或不予受理"}""");
  }

  @Test
  void theDistrictsAidIsToldWhyACaseWasWithdrawn() throws Exception {
    Map<String, Object> document = exampleCase();
    document.put("ended", json("{\"what\": \"withdraw\", \"reason\": \"已转入低保\"}"));
    exactly(
        map("si-02", "CANCEL", "JZ202600000001", document),
        """
                {"lsh": "110102014-2026-0000001/1/si-02/CANCEL", "sldh": "JZ202600000001",
                 "cxyy": "已转入低保"}""");
  }

  @Test
  void aFamilyOfThreeForTheDistrictsAid() throws Exception {
    Map<String, Object> document = exampleCase();
    document.put(
        "form",
        json(
            """
            {"applyAmountFen": 1, "difficulty": "房屋漏雨", "description": "急用",
             "householdAddress": "永安路1号",
             "family": [
               {"name": "张三", "relation": "配偶", "idNumber": "11010519491231002X"},
               {"name": "张小三", "relation": "儿子", "idNumber": "110102198001010017",
                "monthlyIncomeFen": 0, "health": "良好"}]}"""));
    document.put("materials", List.of());
    @SuppressWarnings("unchecked")
    Map<String, Object> apply =
        (Map<String, Object>) map("si-02", "CREATE", null, document).get("apply");
    assertThat(apply)
        .containsEntry("knlx", "99")
        .containsEntry("knsm", "困难类型：房屋漏雨。急用")
        .containsEntry("sqje", "0.01")
        .containsEntry("clqd", List.of())
        .containsEntry(
            "jtcy",
            json("""
                    {"l": [{"xm": "张三", "sfzh": "11010519491231002X", "gx": "10"},
                           {"xm": "张小三", "sfzh": "110102198001010017", "gx": "20",
                            "ysr": "0.00", "jkzk": "良好"}]}""")
                .get("l"));
    assertThat(apply.get("sqr"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("hjdz", "永安路1号");
  }

  @Test
  void whatTheDistrictsAidRequiresAndTheCaseLacksIsNamed() {
    Map<String, Object> document = exampleCase();
    Map<String, Object> subject = new LinkedHashMap<>(json("{\"x\": {}}"));
    subject.put("name", "张三");
    document.put("subject", subject);
    assertThatThrownBy(() -> map("si-02", "CREATE", null, document))
        .isInstanceOf(MappingFailed.class)
        .hasMessageContaining("缺少 subject.")
        .hasMessageNotContaining("张三");
    assertThatThrownBy(() -> map("si-02", "CANCEL", null, exampleCase()))
        .hasMessageContaining("缺少 receipt");
  }

  @Test
  void theExampleForTheHub() throws Exception {
    String expected =
        """
        {"jlbh": "110102014-2026-0000001", "sxbm": "MZ-28", "bb": "1", "fwdx": "个人",
         "slsj": "2026-01-05T10:00:00.456+08:00", "ly_street": "110102014"}""";
    exactly(map("si-07", "CREATE", null, exampleCase()), expected);
    exactly(map("si-07", "CORRECT", "QXY-2026-00000001", exampleCase()), expected);
    exactly(
        map("si-07", "CANCEL", "QXY-2026-00000001", exampleCase()),
        "{\"jlbh\": \"110102014-2026-0000001\", \"reason\": \"申请人撤回或不予受理\"}");
  }

  @Test
  void whatTheDistrictsAidAnswers() {
    Outcome delivered = new Outcome.Delivered("JZ202600000001");
    assertThat(
            answer(
                "si-02", 200, "{\"sldh\": \"JZ202600000001\", \"code\": \"JZ000\", \"msg\": \"\"}"))
        .isEqualTo(delivered);
    assertThat(
            answer(
                "si-02", 200, "{\"sldh\": \"JZ202600000001\", \"code\": \"JZ001\", \"msg\": \"\"}"))
        .isEqualTo(delivered);
    assertThat(answer("si-02", 200, "{\"code\": \"JZ002\", \"msg\": \"110102\"}"))
        .isEqualTo(new Outcome.Rejected("JZ002", "身份证校验不通过"));
    assertThat(answer("si-02", 200, "{\"code\": \"JZ101\", \"msg\": \"忙\"}"))
        .isEqualTo(new Outcome.RetryLater("对方系统忙（JZ101）", Duration.ofSeconds(5)));
    for (String body :
        new String[] {
          "{\"code\": \"JZ900\"}",
          "{\"jgdm\": \"JZ000\", \"slbh\": \"1\"}",
          "{\"code\": \"JZ000\"}",
          null
        }) {
      assertThat(answer("si-02", 200, body)).isInstanceOf(Outcome.Unknown.class);
    }
  }

  @Test
  void whatTheHubAnswers() {
    Outcome delivered = new Outcome.Delivered("QXY-2026-00000001");
    String held = "{\"hubNo\": \"QXY-2026-00000001\", \"revision\": 1, \"duplicate\": false}";
    assertThat(answer("si-07", 201, held)).isEqualTo(delivered);
    assertThat(answer("si-07", 200, held)).isEqualTo(delivered);
    assertThat(answer("si-07", 422, "{\"code\": \"HUB_INVALID\", \"message\": \"x\"}"))
        .isEqualTo(new Outcome.Rejected("HUB_INVALID", "对方认为内容有误"));
    assertThat(answer("si-07", 409, "{\"code\": \"HUB_EXISTS\", \"hubNo\": \"1\"}"))
        .isEqualTo(new Outcome.Rejected("HUB_EXISTS", "该记录编号已存在"));
    assertThat(answer("si-07", 404, null)).isEqualTo(new Outcome.Rejected("HTTP 404", "对方拒绝"));
    assertThat(answer("si-07", 503, null))
        .isEqualTo(new Outcome.RetryLater("对方繁忙（HTTP 503）", Duration.ofSeconds(10)));
    assertThat(mapper.interpret(system("si-07"), new Answer(429, Map.of("retry-after", "3"), null)))
        .isEqualTo(new Outcome.RetryLater("对方繁忙（HTTP 429）", Duration.ofSeconds(3)));
    assertThat(answer("si-07", 401, null)).isInstanceOf(Outcome.RetryLater.class);
    assertThat(answer("si-07", 500, null)).isInstanceOf(Outcome.Unknown.class);
    assertThat(answer("si-07", 201, "{\"hubNumber\": \"1\"}")).isInstanceOf(Outcome.Unknown.class);
  }
}
