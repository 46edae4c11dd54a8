package org.hutong.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.hutong.core.access.Purposes;
import org.hutong.core.catalogue.Calendars;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.catalogue.ConfigCopy;
import org.hutong.core.store.StoreRefused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomsTest {
  private static final String DATA = "hutong.data";

  @TempDir Path folder;

  @BeforeEach
  void place() {
    System.setProperty(DATA, folder.resolve("data").toString());
  }

  @AfterEach
  void displace() {
    System.clearProperty(DATA);
  }

  @Test
  void withoutItsWallsTheDatabaseStaysClosedAndItIsSaidWhy() throws Exception {
    Path config = folder.resolve("config");
    ConfigCopy.into(config);
    Path walls = config.resolve("catalogue/walls.csv");
    String good = Files.readString(walls);
    ConfigCopy.replace(walls, "ZZ-03,综治司法科室,", "ZZ-03,");
    Calendars calendars = new Calendars(config);
    CatalogueFiles catalogue = new CatalogueFiles(config, calendars);
    assertThat(catalogue.start()).hasSize(1);
    Core.Front front =
        new Core.Front(
            new Settings(null), null, null, new Purposes(config), catalogue, calendars, null, null);
    assertThatThrownBy(() -> Rooms.open(front, null, null, Clock.systemUTC(), new MetricRegistry()))
        .isInstanceOf(StoreRefused.class)
        .hasMessage(
            "隔离事项清单有误，没有打开数据库：catalogue/walls.csv 第6行：应有 3 列，这一行有 2 列"
                + "；改正后执行 hutong:catalogue-load 或重新启动");
    Files.writeString(walls, good);
    assertThat(catalogue.load()).isEmpty();
    assertThatCode(front::walled).doesNotThrowAnyException();
  }
}
