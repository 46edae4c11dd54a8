package org.hutong.gateway.support;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.CaseState;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.statistics.CaseCounts;
import org.hutong.statistics.CountQuery;
import org.hutong.statistics.Definition;
import org.hutong.statistics.RecordScore;
import org.hutong.statistics.Recount;
import org.hutong.statistics.StateCounts;
import org.hutong.statistics.Statistics;
import org.hutong.statistics.Typing;
import org.jspecify.annotations.Nullable;

/** Numbers of one item, one of them suppressed. */
public final class MemoryStatistics implements Statistics {
  public volatile @Nullable CountQuery asked;

  @Override
  public List<Definition> definitions() {
    return List.of(new Definition("registered", "FIGURE", "登记件数", "登记日期在该月的办件数。", "Cases."));
  }

  @Override
  public CaseCounts cases(Caller caller, CountQuery query) {
    asked = query;
    CaseCounts.Row row =
        new CaseCounts.Row(
            "survey-2016/MZ-28", "临时救助", 12L, null, 11L, null, null, 11L, 0L, 0L, 0L, 0L, 1);
    return new CaseCounts(
        Samples.STREET,
        "item",
        null,
        "2016-09",
        LocalDate.of(2016, 9, 1),
        LocalDate.of(2016, 10, 1),
        true,
        false,
        List.of("JS"),
        0,
        List.of(row),
        row);
  }

  @Override
  public StateCounts states(Caller caller, CountQuery query) {
    asked = query;
    StateCounts.Row row =
        new StateCounts.Row(
            "MZ",
            "民政",
            12L,
            Arrays.stream(CaseState.values()).map(MemoryStatistics::in).toList(),
            1);
    return new StateCounts(
        Samples.STREET,
        "class",
        "survey-2016",
        null,
        LocalDate.of(2016, 1, 1),
        LocalDate.of(2016, 10, 1),
        true,
        List.of("JS"),
        0,
        List.of(row),
        row);
  }

  private static StateCounts.InState in(CaseState state) {
    Long cases =
        switch (state) {
          case REGISTERED -> null;
          case ACCEPTED -> 11L;
          default -> 0L;
        };
    return new StateCounts.InState(state, state.zh(), cases);
  }

  @Override
  public RecordScore records(Caller caller, @Nullable String period) {
    return new RecordScore(
        Samples.STREET,
        "2016-09",
        LocalDate.of(2016, 9, 1),
        LocalDate.of(2016, 10, 1),
        false,
        List.of(),
        0,
        List.of(new RecordScore.Row("2016-09", "民政科", 12L, 12L, 11L, 12L, 11L, 91)),
        new RecordScore.Row("", "", 12L, null, null, null, null, null));
  }

  @Override
  public Typing typing(Caller caller, @Nullable String period) {
    return new Typing(
        Samples.STREET, "2016-09", null, null, 12L, 180L, 420L, 240L, List.of(), List.of());
  }

  @Override
  public Typing typingOfItem(Caller caller, String item) {
    if (!item.endsWith("MZ-28")) {
      throw Refused.because(Code.ITEM_NOT_FOUND);
    }
    return new Typing(
        Samples.STREET,
        null,
        Samples.ITEM,
        null,
        null,
        24L,
        39L,
        15L,
        List.of(new Typing.FormLine("si-02", "区综合救助平台", 24)),
        List.of(
            new Typing.FieldSource(
                "si-02", "CREATE", "apply.sqr.xm", "INPUT", List.of("/subject/name"), List.of())));
  }

  @Override
  public Typing typingOfCase(Caller caller, String number) {
    return new Typing(
        Samples.STREET, null, Samples.ITEM, number, 1L, 24L, 39L, 15L, List.of(), List.of());
  }

  @Override
  public Recount recount(Caller caller, boolean mend) {
    caller.mustBe(Role.ADMIN);
    return new Recount(1, 2, List.of(), 0, false);
  }
}
