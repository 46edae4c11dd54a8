package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hutong.harness.Rest;
import org.hutong.harness.Soap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The files of the catalogue on a fresh distribution, looked after by console, REST and SOAP. */
class CatalogueIT {
  private static Journey journey;
  private static Path config;

  @BeforeAll
  static void open() throws Exception {
    journey = Journey.prepare("catalogue", List.of());
    config = journey.street().appliance().home().resolve("etc/hutong");
    journey.street().start();
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
  }

  /** File, what a business person wrote by mistake in place of what, and what is said of it. */
  private static final List<String[]> MISTAKES =
      List.of(
          new String[] {"catalogue/schemes.csv", "platform-2016,", "platform-2016，", "全角逗号"},
          new String[] {"catalogue/categories.csv", "SB,社会保障类", "SB,", "缺少必填内容"},
          new String[] {"catalogue/draft.csv", "MZ-03,street", "MZ-02,street", "编号重复：MZ-02"},
          new String[] {"catalogue/declared.csv", "SB,items,36", "SB,items,３６", "用半角数字"},
          new String[] {
            "catalogue/crosswalk.csv", "MZ,tianqiao-2015,FL,1", "MZ,tianqiao-2015,FL,0", "份额应为"
          },
          new String[] {"catalogue/survey-counts.csv", "unit,metric", "unit;metric", "列之间应为英文逗号"},
          new String[] {"catalogue/survey-systems.csv", "S02,天桥", "S01,天桥", "与前面的行重复"},
          new String[] {
            "catalogue/purposes.csv",
            "clerk officer dispatcher",
            "clerk oficer dispatcher",
            "没有这个角色：oficer"
          },
          new String[] {"streets/units.csv", "s003,STREET,街道", "s003,STREET,街", "只能取 市、区、街道、社区"},
          new String[] {"streets/codes.csv", "110102003,", "110102001,", "同一时期已有单位使用"},
          new String[] {
            "streets/aliases.csv", "s017,广内", "s077,广内", "单位不在 streets/units.csv 中：s077"
          },
          new String[] {
            "streets/serves.csv", "s014-004,2015-07-01", "s014-004,2015/7/1", "日期应写成 2026-01-01"
          },
          new String[] {
            "calendar/notices.csv", "2016,2015-12-10", "2016,2015.12.10", "日期应写成 2026-01-01"
          },
          new String[] {
            "calendar/2026.csv", "2026-02-28,2026-02-28", "2026-02-27,2026-02-27", "周六或周日"
          },
          new String[] {"items/MZ-28.v1.yaml", "amount: 15", "amount: 十五", "应为 1 到 10000 的整数"},
          new String[] {"items/samples/MZ-28.json", "\"difficulty\"", "difficulty", "不是正确的 JSON"},
          new String[] {"overlay/MZ-22.v1.yaml", "amount: 8", "amount: 80", "只能比区级标准（10个工作日）更紧"},
          new String[] {"systems/si-07/codes.csv", "set,value,code", "set,code,value", "首行列的顺序应为"},
          new String[] {
            "systems/si-07/any-item.jsonata", "case.number", "(case.number", "表达式写法有误"
          });

  @Test
  void aMistakeInEachKindOfFileIsToldByConsoleRestAndSoapAlikeAndNothingChanges() throws Exception {
    String before = digest();
    for (String[] mistake : MISTAKES) {
      Path file = config.resolve(mistake[0]);
      String good = Files.readString(file);
      assertThat(good).as(mistake[0]).contains(mistake[1]);
      Files.writeString(
          file, good.replaceFirst(java.util.regex.Pattern.quote(mistake[1]), mistake[2]));
      for (String call : List.of("/catalogue/check", "/catalogue/load")) {
        JsonNode told =
            call.endsWith("check") ? it().get(call).body() : it().post(call, "{}").body();
        assertThat(told.path("accepted").asBoolean(true)).as(mistake[0] + told).isFalse();
        assertThat(told.path("findings")).as(told.toString()).hasSize(1);
        JsonNode one = told.path("findings").get(0);
        assertThat(one.path("file").asText()).isEqualTo(mistake[0]);
        assertThat(one.path("reason").asText()).contains(mistake[3]);
      }
      Soap.Answer soap = journey.street().soap("it").send(operation("LoadCatalogue", ""));
      assertThat(soap.text("accepted")).isEqualTo("false");
      assertThat(soap.text("reason")).contains(mistake[3]);
      assertThat(digest()).as(mistake[0]).isEqualTo(before);
      Files.writeString(file, good);
    }
    Path overlay = config.resolve("overlay/MZ-22.v1.yaml");
    String good = Files.readString(overlay);
    Files.writeString(overlay, good.replace("version: 1", "version: 7"));
    assertThatThrownBy(() -> journey.street().console("it", "hutong:catalogue-load"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("overlay/MZ-22.v1.yaml")
        .hasMessageContaining("区级标准中没有事项 MZ-22 的第7版");
    Files.writeString(overlay, good);
    assertThat(journey.street().console("it", "hutong:catalogue-check")).contains("没有问题");
    assertThat(digest()).isEqualTo(before);
  }

  private static Rest it() {
    return journey.street().rest("it");
  }

  private static String digest() throws Exception {
    return journey.clerk().get("/catalogue/report").body().path("digest").asText();
  }

  private static String operation(String name, String content) {
    return "<" + name + " xmlns=\"urn:hutong:street:v1\">" + content + "</" + name + ">";
  }

  @Test
  void theDeviationsOfTheOverlayAreListedByConsoleRestAndSoap() throws Exception {
    JsonNode item = journey.clerk().get("/items/survey-2016/MZ-22").body();
    JsonNode one = item.path("deviations").get(0);
    assertThat(one.path("path").asText()).isEqualTo("limits.promised");
    assertThat(one.path("district").asText()).isEqualTo("10个工作日");
    assertThat(one.path("street").asText()).isEqualTo("8个工作日");
    assertThat(item.path("promisedLimit").path("amount").asInt()).isEqualTo(8);
    JsonNode all = journey.clerk().get("/catalogue/report").body().path("deviations");
    assertThat(all).hasSize(1);
    assertThat(all.get(0).path("code").asText()).isEqualTo("MZ-22");
    Soap soap = journey.street().soap("clerk");
    Soap.Answer got =
        soap.send(operation("GetItem", "<scheme>survey-2016</scheme><code>MZ-22</code>"));
    assertThat(got.text("district")).isEqualTo("10个工作日");
    assertThat(soap.send(operation("GetCatalogueReport", "")).text("district")).isEqualTo("10个工作日");
    assertThat(journey.street().console("clerk", "hutong:item survey-2016 MZ-22"))
        .contains("街道细则", "limits.promised", "10个工作日", "8个工作日");
    assertThat(journey.street().console("clerk", "hutong:catalogue-report"))
        .contains("街道细则与区级标准的不同", "limits.promised");
    assertThat(journey.clerk().get("/catalogue/check").status()).isEqualTo(403);
  }

  @Test
  void theSurveyIsTheSameByConsoleRestAndSoapAndHasAllItsLines() throws Exception {
    JsonNode lines = journey.clerk().get("/catalogue/survey").body().path("items");
    for (int i = 1; i <= 20; i++) {
      String check = "I" + i;
      assertThat(lines.findValuesAsText("check")).contains(check);
    }
    Soap.Answer soap = journey.street().soap("clerk").send(operation("GetSurvey", ""));
    assertThat(soap.body().getElementsByTagNameNS("*", "line").getLength()).isEqualTo(lines.size());
    String console = journey.street().console("clerk", "hutong:survey --json");
    for (JsonNode line : lines) {
      assertThat(console).contains("\"loaded\":\"" + line.path("loaded").asText() + "\"");
    }
    assertThat(journey.clerk().get("/catalogue/drafts").body().path("items")).hasSize(132);
  }

  @Test
  void aUnitIsFoundOnADayAndAListInGb18030WithARareCharacterIsTaken() throws Exception {
    for (String[] day : new String[][] {{"2015-06-30", "禄长街社区"}, {"2015-07-01", "东经路社区服务站"}}) {
      JsonNode unit =
          journey.clerk().get("/units?text=110102014004&on=" + day[0]).body().path("items").get(0);
      assertThat(unit.path("servedBy").asText()).isEqualTo(day[1]);
      Soap.Answer soap =
          journey
              .street()
              .soap("clerk")
              .send(operation("FindUnits", "<text>禄长街社区</text><on>" + day[0] + "</on>"));
      assertThat(soap.text("servedBy")).isEqualTo(day[1]);
    }
    Path aliases = config.resolve("streets/aliases.csv");
    String good = Files.readString(aliases);
    // 䶮 is FE9F in GB18030, and a private character to a GBK decoder.
    Files.write(aliases, (good + "s014-004,䶮巷社区,,\n").getBytes(Charset.forName("GB18030")));
    JsonNode loaded = it().post("/catalogue/load", "{}").body();
    assertThat(loaded.path("accepted").asBoolean()).as(loaded.toString()).isTrue();
    assertThat(loaded.path("findings").get(0).path("reason").asText()).contains("GB18030");
    JsonNode found =
        journey
            .clerk()
            .get("/units?text=" + java.net.URLEncoder.encode("䶮巷社区", "UTF-8"))
            .body()
            .path("items");
    assertThat(found.get(0).path("name").asText()).isEqualTo("禄长街社区");
    assertThat(journey.street().console("clerk", "hutong:unit 䶮巷社区")).contains("禄长街社区");
    Files.writeString(aliases, good);
    assertThat(it().post("/catalogue/load", "{}").body().path("accepted").asBoolean()).isTrue();
  }

  @Test
  void anItemIsFoundByWhatPeopleSayAndTheCaseGoesToTheCommunitysOwnStation() throws Exception {
    for (Map.Entry<String, String> said :
        Map.of("老年卡", "MZ-22", "lnk", "MZ-22", "二次报销", "MZ-14", "轮椅", "CZ-02").entrySet()) {
      String text = java.net.URLEncoder.encode(said.getKey(), "UTF-8");
      JsonNode first = journey.clerk().get("/items?text=" + text).body().path("items").get(0);
      assertThat(first.path("code").asText()).as(said.getKey()).isEqualTo(said.getValue());
    }
    Rest.Answer answer =
        journey
            .clerk()
            .post("/cases", Files.readString(config.resolve("items/samples/MZ-22.json")));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    assertThat(answer.body().path("steps").get(0).path("unit").asText()).isEqualTo("东经路社区服务站");
  }
}
