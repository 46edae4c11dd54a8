package org.hutong.gateway.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.CaseState;
import org.hutong.gateway.console.internal.completion.ByNames;
import org.hutong.gateway.console.internal.completion.ItemNames;
import org.hutong.gateway.console.internal.completion.SchemeNames;
import org.hutong.gateway.console.internal.numbers.StatisticsCommand;
import org.hutong.statistics.CaseCounts;
import org.hutong.statistics.CountQuery;
import org.hutong.statistics.Definition;
import org.hutong.statistics.RecordScore;
import org.hutong.statistics.Recount;
import org.hutong.statistics.StateCounts;
import org.hutong.statistics.Statistics;
import org.hutong.statistics.Typing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumbersTest {
  private static final Caller DISPATCHER = Console.caller(Role.DISPATCHER);

  @TempDir Path folder;
  private final Book book = new Book();
  private Console console;

  @BeforeEach
  void start() throws Exception {
    console =
        new Console(folder.resolve("osgi"))
            .with(
                OptionsAnywhere.class,
                ByNames.class,
                ItemNames.class,
                SchemeNames.class,
                StatisticsCommand.class)
            .offering(Statistics.class, book);
  }

  @AfterEach
  void stop() throws Exception {
    console.stop();
  }

  @Test
  void statesStandInAColumnEachAndASuppressedOneIsAStar() throws Exception {
    String text = console.run(DISPATCHER, "hutong:statistics --states --by item").text();
    assertThat(text).contains("补正", "中止计时", "终止办理", "临时救助", "[2016-01-01, 2016-10-01)");
    assertThat(text).containsPattern("合计 +12 +\\* +11 +0");
    assertThat(book.asked).isEqualTo(new CountQuery("item", null, null, null, null, null));
  }

  @Test
  void aProgramReadsTheStatesByName() throws Exception {
    assertThat(console.run(DISPATCHER, "hutong:statistics --states --json").text())
        .contains("{\"state\":\"REGISTERED\",\"name\":\"登记\",\"cases\":null}");
  }

  @Test
  void theScoreOfRecordsIsShownByMonthAndUnit() throws Exception {
    assertThat(console.run(DISPATCHER, "hutong:statistics --records --period 2016").text())
        .containsPattern("2016-09 +民政科 +12 +12 +11 +12 +11 +91%")
        .containsPattern("合计 +全街道 +12 +\\*");
  }

  @Test
  void aFilterThatTheScoreDoesNotKnowIsRefusedAndNotPassedOver() throws Exception {
    assertThat(console.run(DISPATCHER, "hutong:statistics --records --item MZ-28").text())
        .contains("--records 只与 --period 同用");
  }

  private static final class Book implements Statistics {
    private CountQuery asked;

    @Override
    public StateCounts states(Caller caller, CountQuery query) {
      asked = query;
      List<StateCounts.InState> states = Arrays.stream(CaseState.values()).map(Book::in).toList();
      return new StateCounts(
          "110102014",
          "item",
          null,
          null,
          LocalDate.of(2016, 1, 1),
          LocalDate.of(2016, 10, 1),
          true,
          List.of(),
          0,
          List.of(new StateCounts.Row("survey-2016/MZ-28", "临时救助", 12L, states, 1)),
          new StateCounts.Row("", "合计", 12L, states, 1));
    }

    private static StateCounts.InState in(CaseState state) {
      Long cases =
          state == CaseState.REGISTERED ? null : Long.valueOf(state.ordinal() == 1 ? 11 : 0);
      return new StateCounts.InState(state, state.zh(), cases);
    }

    @Override
    public RecordScore records(Caller caller, String period) {
      return new RecordScore(
          "110102014",
          period,
          LocalDate.of(2016, 1, 1),
          LocalDate.of(2017, 1, 1),
          false,
          List.of(),
          0,
          List.of(new RecordScore.Row("2016-09", "民政科", 12L, 12L, 11L, 12L, 11L, 91)),
          new RecordScore.Row("", "", 12L, null, null, null, null, null));
    }

    @Override
    public List<Definition> definitions() {
      return List.of();
    }

    @Override
    public CaseCounts cases(Caller caller, CountQuery query) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Typing typing(Caller caller, String period) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Typing typingOfItem(Caller caller, String item) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Typing typingOfCase(Caller caller, String number) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Recount recount(Caller caller, boolean mend) {
      throw new UnsupportedOperationException();
    }
  }
}
