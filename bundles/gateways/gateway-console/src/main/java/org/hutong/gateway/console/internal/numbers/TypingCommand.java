package org.hutong.gateway.console.internal.numbers;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.ItemNames;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.statistics.Statistics;
import org.hutong.statistics.Typing;
import org.jspecify.annotations.Nullable;

/** 少录入多少、各栏来自何处: typing saved, and where each field comes from. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "typing",
    description = "少录入多少、各系统每一栏来自何处 (typing saved, and where each field comes from)")
public final class TypingCommand extends ConsoleCommand {
  @Option(
      name = "--period",
      description = "2016、2016-Q3 或 2016-09，默认本年 (a year, quarter or month, this year by default)")
  private @Nullable String period;

  @Option(name = "--item", description = "一个事项 (one item)")
  @Completion(ItemNames.class)
  private @Nullable String item;

  @Option(name = "--case", description = "一个办件编号 (one case)")
  private @Nullable String number;

  @Override
  protected Answer run(Desk desk) {
    if (Stream.of(period, item, number).filter(p -> p != null).count() > 1) {
      throw Inputs.wrong("--period", "--period、--item、--case 只能给一个");
    }
    Statistics statistics = desk.the(Statistics.class);
    Typing typing;
    if (item != null) {
      typing = statistics.typingOfItem(desk.caller(), item);
    } else if (number != null) {
      typing = statistics.typingOfCase(desk.caller(), number);
    } else {
      typing = statistics.typing(desk.caller(), period);
    }
    Facts facts =
        new Facts()
            .maybe("期间", typing.period())
            .maybe("事项", typing.item() == null ? null : typing.item().code())
            .maybe("办件", typing.caseNumber())
            .maybe("件数", typing.cases())
            .fact("录入的值", typing.typed())
            .fact("各系统表单栏数", typing.apart())
            .fact("少录入", typing.saved());
    if (!typing.fields().isEmpty()) {
      Table fields = Table.of("系统", "操作", "栏", "来源", "指针", "条件");
      typing
          .fields()
          .forEach(
              f ->
                  fields.row(
                      f.system(),
                      f.operation(),
                      f.field(),
                      kind(f.kind()),
                      String.join(" ", f.sources()),
                      String.join(" ", f.conditions())));
      facts.section("各栏来源 Sources", fields);
    }
    return Answer.of(typing, facts);
  }

  private static String kind(String kind) {
    return switch (kind) {
      case "INPUT" -> "录入";
      case "CONSTANT" -> "常数";
      default -> "规则";
    };
  }
}
