package org.hutong.gateway.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Dispute;
import org.hutong.casework.Disputes;
import org.hutong.casework.Ruling;
import org.hutong.catalogue.ItemRef;
import org.hutong.gateway.console.internal.flow.DisputesCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisputesTest {
  private static final Caller OFFICER = Console.caller(Role.OFFICER);

  @TempDir Path folder;
  private Console console;

  @BeforeEach
  void start() throws Exception {
    console =
        new Console(folder.resolve("osgi"))
            .with(OptionsAnywhere.class, DisputesCommand.class)
            .offering(Disputes.class, new Book());
  }

  @AfterEach
  void stop() throws Exception {
    console.stop();
  }

  @Test
  void aPersonReadsHowADisputeEndedInChinese() throws Exception {
    assertThat(console.run(OFFICER, "hutong:disputes --month 2016-03").text())
        .contains("逾期认定", "改由他单位")
        .doesNotContain("LATE", "MOVED");
  }

  @Test
  void aProgramReadsTheCodes() throws Exception {
    assertThat(console.run(OFFICER, "hutong:disputes --month 2016-03 --json").text())
        .contains("\"status\":\"LATE\"", "\"outcome\":\"MOVED\"");
  }

  private static final class Book implements Disputes {
    @Override
    public Month month(Caller caller, YearMonth month) {
      OffsetDateTime at = OffsetDateTime.parse("2016-03-01T09:00:00+08:00");
      Dispute dispute =
          new Dispute(
              "110102014",
              "110102014-2016-0000001",
              new ItemRef("survey-2016", "MZ-28", 1),
              "临时救助",
              1,
              "社保所",
              at,
              LocalDate.of(2016, 3, 4),
              "LATE",
              "MOVED",
              "民政科",
              at.plusDays(8),
              6);
      return new Month("110102014", month, List.of(dispute), List.of());
    }

    @Override
    public List<Ruling> rulings(Caller caller) {
      return List.of();
    }
  }
}
