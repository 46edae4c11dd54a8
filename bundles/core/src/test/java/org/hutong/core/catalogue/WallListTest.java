package org.hutong.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hutong.catalogue.Catalogue.Finding;
import org.hutong.catalogue.CatalogueReports.Wall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wall that falls out at a start opens cases to those from whom they are kept. */
class WallListTest {
  private static final List<String> SHIPPED = List.of("JS", "SQ-01", "MZ-10", "MZ-17", "ZZ-03");

  @TempDir Path config;
  private Path walls;
  private CatalogueFiles files;

  @BeforeEach
  void copyWhatShips() throws IOException {
    ConfigCopy.into(config);
    walls = config.resolve("catalogue/walls.csv");
    files = new CatalogueFiles(config, new Calendars(config));
  }

  private List<String> inForce() {
    return files.reports().walls().stream().map(Wall::code).toList();
  }

  @Test
  void whatShipsMayBeServed() {
    assertThat(files.start()).isEmpty();
    assertThat(files.unwalled()).isEmpty();
    assertThat(inForce()).isEqualTo(SHIPPED);
  }

  @Test
  void atAStartAnyFaultOfTheListIsToldAndKeepsCasesClosed() throws IOException {
    String good = Files.readString(walls);
    for (String bad :
        List.of(
            "",
            good.replace("code,", "编号,"),
            good.replace(',', ';'),
            good.replace("MZ-17,民政科", "MZ-17,"),
            good.replace("MZ-17,", "MZ－17,"),
            good.replace("MZ-17,民政科,", "MZ-17,"),
            good.replace("MZ-17,", "MZ-10,"),
            good.replace("MZ-17,民政科", "MZ-17,\"民政科"),
            good.replace("民政科", "民政科\uE863"))) {
      Files.writeString(walls, bad);
      files.start();
      assertThat(files.unwalled().orElse("")).as(bad).startsWith("catalogue/walls.csv");
    }
    Files.write(walls, new byte[] {'c', (byte) 0xFF, (byte) 0xFF});
    files.start();
    assertThat(files.unwalled().orElse("")).contains("UTF-8");
  }

  @Test
  void onceTheListIsRightAndLoadedCasesMayBeServed() throws IOException {
    String good = Files.readString(walls);
    Files.writeString(walls, good.replace("MZ-17,民政科", "MZ-17,"));
    files.start();
    assertThat(files.load()).extracting(Finding::row).containsExactly(5);
    assertThat(files.unwalled()).contains("catalogue/walls.csv 第5行 owner：不能为空");
    Files.writeString(walls, good);
    assertThat(files.load()).isEmpty();
    assertThat(files.unwalled()).isEmpty();
    assertThat(inForce()).isEqualTo(SHIPPED);
  }

  @Test
  void aListThatIsGoneIsAFaultAndOneWithoutRowsIsNot() throws IOException {
    Files.delete(walls);
    files.start();
    assertThat(files.unwalled().orElse("")).startsWith("catalogue/walls.csv：缺少这个文件");
    assertThat(files.load()).extracting(Finding::file).containsExactly("catalogue/walls.csv");
    Files.writeString(walls, "code,owner,basis\n");
    assertThat(files.load()).isEmpty();
    assertThat(files.unwalled()).isEmpty();
  }

  @Test
  void aListInGb18030IsWhole() throws IOException {
    Files.write(walls, Files.readString(walls).getBytes("GB18030"));
    assertThat(files.start()).extracting(Finding::note).containsExactly(true);
    assertThat(files.unwalled()).isEmpty();
    assertThat(inForce()).isEqualTo(SHIPPED);
  }

  @Test
  void categoriesThatCannotBeReadOpenNoWall() throws IOException {
    Path categories = config.resolve("catalogue/categories.csv");
    String good = Files.readString(categories);
    for (String bad : List.of("", good.replace("scheme,", "体系,"), good.replace(',', ';'))) {
      Files.writeString(categories, bad);
      assertThat(files.start()).extracting(Finding::file).contains("catalogue/categories.csv");
      assertThat(inForce()).isEqualTo(SHIPPED);
      assertThat(files.unwalled()).isEmpty();
    }
  }
}
