package org.hutong.gateway.console.internal.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.hutong.casework.CaseState;
import org.hutong.casework.CaseSummary;
import org.hutong.casework.Casework;
import org.hutong.casework.DueList;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.PagedCommand;
import org.hutong.gateway.console.internal.Secrets;
import org.hutong.gateway.console.internal.completion.CaseStateNames;
import org.hutong.gateway.console.internal.completion.DueNames;
import org.hutong.gateway.console.internal.completion.ItemNames;
import org.hutong.gateway.console.internal.completion.PurposeNames;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.kernel.Page;
import org.jspecify.annotations.Nullable;

/** 查询办件: search cases; needs a purpose. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "cases", description = "查询办件 (search cases; needs a purpose)")
public final class CasesCommand extends PagedCommand {
  @Option(name = "--purpose", required = true, description = "用途代码 (purpose code)")
  @Completion(PurposeNames.class)
  private String purpose;

  @Option(name = "--item", description = "事项，写作 体系/代码 (item, scheme/code)")
  @Completion(ItemNames.class)
  private @Nullable String item;

  @Option(name = "--state", description = "状态 (state)")
  @Completion(CaseStateNames.class)
  private @Nullable String state;

  @Option(name = "--community", description = "社区，写作 体系:代码 (community, scheme:code)")
  private @Nullable String community;

  @Option(name = "--due", description = "SOON、OVERDUE、CALENDAR_MISSING，最急的在前 (by the limit)")
  @Completion(DueNames.class)
  private @Nullable String due;

  @Option(name = "--from", description = "登记首日 YYYY-MM-DD (registered from this day on)")
  private @Nullable String from;

  @Option(name = "--to", description = "登记末日的次日 YYYY-MM-DD (and before this day)")
  private @Nullable String to;

  @Option(
      name = "--ask",
      multiValued = true,
      description =
          "另行询问的条件：idNumber、phone、name；个人信息不写在命令里 (asked for apart, so that it stays out of the history)")
  @Completion(
      value = StringsCompleter.class,
      values = {"idNumber", "phone", "name"})
  private @Nullable List<String> ask;

  @Override
  protected Answer run(Desk desk) {
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("purpose", purpose);
    Inputs.put(query, "item", item == null ? null : pair("--item", item, '/'));
    CaseState wanted = Inputs.constant("--state", CaseState.class, state);
    Inputs.put(query, "state", wanted == null ? null : wanted.name());
    Inputs.put(query, "community", community == null ? null : pair("--community", community, ':'));
    DueList list = Inputs.constant("--due", DueList.class, due);
    Inputs.put(query, "due", list == null ? null : list.name());
    Inputs.put(query, "from", from == null ? null : Inputs.day("--from", from).toString());
    Inputs.put(query, "to", to == null ? null : Inputs.day("--to", to).toString());
    query.put("limit", (long) limit());
    Inputs.put(query, "after", after());
    if (ask != null) {
      ask.forEach(field -> query.put(field, asked(desk, field)));
    }
    Page<CaseSummary> page = desk.the(Casework.class).search(desk.caller(), query);
    Table table = Table.of("办件", "事项", "申请人", "状态", "单位", "登记时间", "期限");
    for (CaseSummary c : page.items()) {
      table.row(
          c.number(),
          c.item().code() + " " + c.itemName(),
          c.subject(),
          c.state().zh(),
          c.unit(),
          c.registeredAt(),
          CaseWords.due(c.due()));
    }
    return Answer.page(page, table);
  }

  private static String asked(Desk desk, String field) {
    String prompt =
        switch (field) {
          case "idNumber" -> "证件号码 ID number: ";
          case "phone" -> "电话 Phone: ";
          case "name" -> "姓名 Name: ";
          default -> throw Inputs.wrong("--ask", "应为 idNumber、phone、name");
        };
    return new String(Secrets.ask(desk.session(), prompt));
  }

  private static Map<String, Object> pair(String option, String text, char between) {
    int at = text.indexOf(between);
    if (at < 1 || at == text.length() - 1) {
      throw Inputs.wrong(option, "应写作 体系" + between + "代码");
    }
    return Map.of("scheme", text.substring(0, at), "code", text.substring(at + 1));
  }
}
