package org.hutong.core.statistics;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.hutong.statistics.By;
import org.hutong.statistics.CountQuery;
import org.jspecify.annotations.Nullable;

/** Reads a query and says everything that is wrong with it at once. */
final class CountRequest {
  private final CountQuery query;
  private final ItemIndex items;
  private final List<FieldError> errors = new ArrayList<>();

  private CountRequest(CountQuery query, ItemIndex items) {
    this.query = query;
    this.items = items;
  }

  /**
   * What is asked for.
   *
   * @param items only these; null: all
   */
  record Asked(
      By by,
      Period period,
      String scheme,
      @Nullable Set<String> items,
      @Nullable String community) {}

  /**
   * Reads it.
   *
   * @param whole whether the caller sees everything; others get months that are over, unfiltered
   */
  static Asked read(CountQuery query, ItemIndex items, LocalDate today, boolean whole) {
    return new CountRequest(query, items).read(today, whole, Period.parse(query.period(), today));
  }

  /**
   * Reads what is asked of states.
   *
   * @param ever all months, where the query names no period
   */
  static Asked states(
      CountQuery query, ItemIndex items, LocalDate today, boolean whole, Period ever) {
    Asked asked =
        new CountRequest(query, items)
            .read(
                today,
                whole,
                query.period() == null ? Optional.of(ever) : Period.parse(query.period(), today));
    if (!whole && asked.by() != By.MONTH) {
      throw Refused.because(Code.ROLE_REQUIRED, "现状只对分中心调度分组；其余只提供按登记月份的合计");
    }
    return asked;
  }

  private Asked read(LocalDate today, boolean whole, Optional<Period> period) {
    By by = by();
    if (period.isEmpty()) {
      wrong("period", "应为年、季或月，如 2016、2016-Q3、2016-09");
    }
    String scheme = query.scheme() == null ? ItemIndex.SURVEY : query.scheme();
    if (query.scheme() != null && by != By.CLASS) {
      wrong("scheme", "只有按分类（by=class）统计时才需要分类体系");
    } else if (!items.knowsScheme(scheme)) {
      wrong("scheme", "分类体系应为 " + String.join("、", items.schemes()));
    }
    Set<String> only = only(by);
    String community = community(by);
    if (!errors.isEmpty()) {
      throw Refused.fields(errors);
    }
    if (whole) {
      return new Asked(by, period.get(), scheme, only, community);
    }
    if (only != null || community != null) {
      throw Refused.because(Code.ROLE_REQUIRED, "只有分中心调度可以同时按事项和社区筛选：交叉的小数值不对外提供");
    }
    Period over =
        period
            .get()
            .before(YearMonth.from(today))
            .orElseThrow(
                () ->
                    Refused.fields(
                        List.of(
                            new FieldError(
                                "/period", Code.FIELD_VALUE, "当月结束后才对外提供：逐日变化的数会暴露个案"))));
    return new Asked(by, over, scheme, null, null);
  }

  private By by() {
    if (query.by() == null) {
      return By.MONTH;
    }
    Optional<By> by = By.of(query.by());
    if (by.isEmpty()) {
      wrong("by", "应为 " + String.join("、", Arrays.stream(By.values()).map(By::wireName).toList()));
    }
    return by.orElse(By.MONTH);
  }

  private @Nullable Set<String> only(By by) {
    Set<String> only = null;
    if (query.item() != null) {
      String key = items.key(query.item());
      if (key == null) {
        errors.add(FieldError.of("/item", Code.ITEM_NOT_FOUND));
      } else {
        only = new TreeSet<>(Set.of(key));
      }
    }
    if (query.category() != null) {
      Set<String> members = items.ofCategory(query.category());
      if (members.isEmpty()) {
        wrong("category", "没有这个分类，或其中没有事项");
      }
      if (only == null) {
        only = members;
      } else {
        only.retainAll(members);
      }
    }
    return only;
  }

  private @Nullable String community(By by) {
    if (query.community() == null) {
      return null;
    }
    if (by == By.CHANNEL) {
      wrong("community", "按渠道统计不能再按社区筛选");
    }
    String text = query.community();
    if (text.length() > 80) {
      errors.add(FieldError.of("/community", Code.FIELD_TOO_LONG));
    }
    return text.isEmpty() || text.contains(":") ? text : "stat-2022:" + text;
  }

  private void wrong(String field, String why) {
    errors.add(new FieldError("/" + field, Code.FIELD_VALUE, why));
  }
}
