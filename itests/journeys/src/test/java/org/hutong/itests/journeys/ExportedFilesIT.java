package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hutong.harness.NewerBundle;
import org.hutong.harness.Waiting;
import org.hutong.itests.modules.Jcmd;
import org.hutong.standins.ExportedFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Excel files that persons drop are taken in by the appliance, with the folders that ship. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExportedFilesIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Path FOLDERS = Path.of("target", "journey-exported-files").toAbsolutePath();
  private static Journey journey;

  @BeforeAll
  static void open() throws Exception {
    journey = Journey.prepare("exported-files", List.of());
    for (String id : List.of("si-09", "si-10c")) {
      Path folder = FOLDERS.resolve(id);
      for (String each : List.of("in", "out", "archive", "receipt")) {
        Files.createDirectories(folder.resolve(each));
      }
      String variable = "HUTONG_" + id.toUpperCase(Locale.ROOT).replace("-", "");
      journey.street().appliance().with(variable + "_FOLDER", folder.toString());
      quicker(id);
    }
    journey.street().start();
  }

  /** The shipped interval between two questions is 5 minutes. */
  private static void quicker(String id) throws IOException {
    Path file =
        journey.street().appliance().home().resolve("etc/hutong/systems/" + id + "/system.yaml");
    String shipped = Files.readString(file);
    assertThat(shipped).contains("poll: 5m");
    Files.writeString(file, shipped.replace("poll: 5m", "poll: 1s"));
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
  }

  private static JsonNode feed(String system) throws Exception {
    return journey.street().rest("it").get("/systems/" + system).body().path("feeds").path(0);
  }

  private static List<String> quarantine(String system) throws Exception {
    List<String> lines = new ArrayList<>();
    for (JsonNode line :
        journey.street().rest("it").get("/inbound/quarantine?state=OPEN").body().path("items")) {
      if (line.path("system").asText().equals(system)) {
        lines.add(line.path("place").asText() + " " + line.path("reason").asText());
      }
    }
    return lines;
  }

  @Test
  @Order(1)
  void anXlsComesInAndALostIdentityNumberWaitsForAPerson() throws Exception {
    String name = "SQGL_" + LocalDate.now().format(DateTimeFormatter.BASIC_ISO_DATE) + ".xls";
    Path folder = FOLDERS.resolve("si-09");
    ExportedFiles.drop("si-09", folder, "--name", name, "--rows", "20", "--quirk", "id-number");

    Waiting.until("19 residents", LIMIT, () -> feed("si-09").path("rows").asInt() == 19);
    assertThat(quarantine("si-09")).containsExactly(name + ":5 列 身份证号 存成了数字，末几位已丢失，请在原系统按文本导出");
    Waiting.until("in the archive", LIMIT, () -> Files.exists(folder.resolve("archive/" + name)));
    assertThat(feed("si-09").path("freshness").asText()).isEqualTo("FRESH");
    assertThat(journey.street().rest("it").get("/inbound/records").body().path("items"))
        .anySatisfy(
            count -> {
              assertThat(count.path("system").asText()).isEqualTo("si-09");
              assertThat(count.path("kind").asText()).isEqualTo("PERSON");
              assertThat(count.path("records").asInt()).isEqualTo(19);
            });
    assertThat(Files.readString(journey.street().appliance().data().resolve("log/hutong.log")))
        .as("nothing of a person")
        .doesNotContain("11010219", "䶮");
  }

  @Test
  @Order(2)
  void anXlsxOfAnotherTemplateIsHeldWhileTheRightOneComesIn() throws Exception {
    Path folder = FOLDERS.resolve("si-10c");
    ExportedFiles.drop("si-10c", folder, "--name", "JYFW_201608.xlsx", "--quirk", "version");
    ExportedFiles.drop("si-10c", folder, "--name", "JYFW_201609.xlsx", "--rows", "7");

    Waiting.until("7 lines", LIMIT, () -> feed("si-10c").path("rows").asInt() == 7);
    assertThat(quarantine("si-10c")).containsExactly("JYFW_201608.xlsx 模板版本与配置的不一致，整个文件暂不汇入");
    assertThat(folder.resolve("out/JYFW_201608.xlsx")).exists();
  }

  @Test
  @Order(3)
  void theAdapterIsSwappedAndTheClassesThatReadTheFilesAreFreed() throws Exception {
    Path home = journey.street().appliance().home();
    Path newer =
        NewerBundle.write(
            NewerBundle.shipped(home, "adapter-file"), "0.1.1", FOLDERS.resolve("newer.jar"));
    journey.street().console("it", "hutong:module-update " + newer);
    String name = "SQGL_" + LocalDate.now().format(DateTimeFormatter.BASIC_ISO_DATE) + "_2.xls";
    ExportedFiles.drop("si-09", FOLDERS.resolve("si-09"), "--name", name, "--rows", "25");
    Waiting.until("25 more", LIMIT, () -> feed("si-09").path("rows").asInt() == 19 + 25);

    long pid = journey.street().appliance().pid();
    Waiting.until(
        "one version of the classes is there",
        LIMIT,
        () -> {
          Jcmd.run(pid, "GC.run");
          String classes = Jcmd.run(pid, "VM.class_hierarchy");
          return Jcmd.count(classes, "org.hutong.adapter.file.internal.XlsFile/") == 1
              && Jcmd.count(classes, "org.apache.poi.hssf.record.SSTRecord/") == 1;
        });
  }
}
