package org.hutong.core.statistics;

import java.util.List;
import org.hutong.casework.CaseState;
import org.hutong.statistics.By;
import org.hutong.statistics.Definition;
import org.hutong.statistics.Figure;

/** The written definitions (统计口径); what they say is what the counters do. */
final class Definitions {
  static final List<Definition> ALL =
      List.of(
          figure(
              Figure.REGISTERED,
              "登记日期（东八区）在该月的办件数，含系统转入的关联办件；一件只计一次，更正不另计。",
              "Cases registered in the month (+08:00), linked ones from systems included; once each, corrections are no cases."),
          figure(
              Figure.ACCEPTED,
              "受理日期在该月的办件数，与登记月份无关；恢复计时、退回环节不另计。",
              "Cases accepted in the month, whenever they were registered; resuming or sending back does not count again."),
          figure(
              Figure.COMPLETED,
              "在该月办结的办件数，即准予与不予批准之和；归档不改变。",
              "Cases that got their decision in the month: granted and denied together; archiving changes nothing."),
          figure(Figure.GRANTED, "在该月以准予办结的办件数。", "Cases completed in the month with a grant."),
          figure(
              Figure.DENIED,
              "在该月以不予批准办结的办件数；不予受理不在其内。",
              "Cases completed in the month with a denial; refusals to accept are not among them."),
          figure(
              Figure.ON_TIME,
              "在该月办结、且不晚于时限之日的办件数；没有时限或缺工作日历的办结件两项都不计。",
              "Completed in the month, not after the due day; completed cases without a due day are in neither."),
          figure(
              Figure.OVERDUE,
              "在该月办结、且晚于时限之日的办件数；尚未办结的不在其内。",
              "Completed in the month after the due day; cases that still go on are not among them."),
          figure(Figure.NOT_ACCEPTED, "在该月决定不予受理的办件数。", "Cases refused acceptance in the month."),
          figure(
              Figure.WITHDRAWN, "在该月由申请人撤回的办件数。", "Cases withdrawn by the applicant in the month."),
          figure(Figure.TERMINATED, "在该月终止办理的办件数。", "Cases terminated in the month."),
          by(
              By.ITEM,
              "办件登记时的事项，各版本合计；更正不能更换事项。",
              "The item of the case, all versions together; a correction never changes it."),
          by(
              By.CLASS,
              "事项所属分类。其他分类体系按 crosswalk.csv 对应：一个事项对应多类时按份额分配整件，余数归第一类；没有对应的记为“未对应”。因此各体系合计相等。",
              "The item's class. Other schemes go by crosswalk.csv: an item with several classes is shared out in whole cases by the links' shares, the remainder to the first; without a link it is 未对应. So every scheme has the same total."),
          by(
              By.COMMUNITY,
              "办事对象所在社区，以最近一次更正为准；各月的数随更正移到新社区。",
              "The subject's community as last corrected; a correction moves the case in every month it counts in."),
          by(
              By.AUDIENCE,
              "事项标准所列的服务对象，不是对个人的判断；一个事项有几类对象就各计一次，因此分组之和可大于合计。",
              "The target groups that the item's standard names, never a judgement of a person; a case counts in each, so the groups may add up to more than the total."),
          by(
              By.CHANNEL,
              "办件从何处受理（窗口、服务站、社区、街道、区平台、电话、上门、网上），以最近一次更正为准。",
              "Where the case was taken in, as last corrected."),
          by(By.MONTH, "东八区的自然月。", "Calendar months at +08:00."),
          rule(
              "states",
              "现状",
              "所选期间内登记的办件，按查询时所处状态分开；每件只在一个状态，各状态之和即登记件数。不给期间则含全部办件。随办理变化，同一期间先后两次查询可以不同。除分中心调度外，只提供按登记月份的合计。",
              "Cases registered in the period by the state they are in when asked; each is in one, so the states add up to what was registered. Without a period all cases. It changes as cases go on. For everybody but the dispatcher only sums by month of registration."),
          state(
              CaseState.REGISTERED,
              "已登记，尚未决定是否受理。",
              "Registered, and not yet decided whether to accept."),
          state(CaseState.ACCEPTED, "已受理，尚无环节办完。", "Accepted, and no step is done yet."),
          state(CaseState.IN_PROGRESS, "已有环节办完，尚未办结。", "A step is done, and it is not completed."),
          state(CaseState.COMPLETED, "已准予或不予批准，尚未归档。", "Granted or denied, and not archived yet."),
          state(
              CaseState.ARCHIVED,
              "已归档，不论办结、不予受理、撤回或终止。",
              "Archived, whether completed, not accepted, withdrawn or terminated."),
          state(CaseState.CORRECTION_REQUIRED, "等待申请人补正。", "Waits for the applicant's correction."),
          state(CaseState.NOT_ACCEPTED, "不予受理，尚未归档。", "Refused acceptance, and not archived yet."),
          state(CaseState.SUSPENDED, "中止计时。", "Its clock is stopped."),
          state(
              CaseState.WITHDRAWN,
              "申请人已撤回，尚未归档。",
              "Withdrawn by the applicant, and not archived yet."),
          state(CaseState.TERMINATED, "已终止办理，尚未归档。", "Terminated, and not archived yet."),
          rule(
              "suppression",
              "小数值不提供",
              "除分中心调度外，只提供已结束的月份。小于 10 的格不提供；为使其不能由合计、分类、服务对象推算，再隐去最小的若干格或整类。按事项、分类、对象的分组只给登记、受理、办结三项，其余只给合计。跨月的数只加已提供的月份，hiddenMonths 为未计入的月数。",
              "For everybody but the dispatcher: only months that are over. Cells below 10 are left out, with the smallest others or whole classes from which they could be worked out. Breakdowns have three figures, the others stand in the total. Sums over months add the shown ones; hiddenMonths says how many are missing."),
          rule(
              "suppression-limits",
              "小数值保护的限度",
              "保护针对同一月份、同一次取数的各种分组。不能防止：比较更正前后、或现状变化前后的两次取数；与街道以外的资料合并；按份额分配的分类体系中的近似推断；社区与事项两种分组之间借助外部知识的推断。",
              "It protects all breakdowns of one month as they stand. It does not protect against comparing two readings around a correction or, of states, around any change, against other sources, against approximate inference through shares, nor against outside knowledge that links communities and items."),
          rule(
              "walls",
              "不对外提供的事项",
              "walls.csv 所列事项和分类（计生、失独、精神障碍、社区矫正、宗教等）只进入其主管科室和分中心调度的数，不进入其他人的任何数，合计也不含；答复以 leftOut 列明。",
              "Items and classes of walls.csv stand only in the counts of their own section and the dispatcher, in nobody else's and in no total of theirs; leftOut names them."),
          rule(
              "persons",
              "不按人统计",
              "只统计办件，不按民族、宗教、政治面貌、信访、健康、流动等统计个人。",
              "Cases are counted, never persons by ethnicity, religion, political status, petitioning, health or migration."),
          rule(
              "records",
              "记录完整率",
              "在该月有了结局（办结、不予受理、撤回、终止）的办件中，事项、对象、办理、结果四项俱全者所占的百分数，舍去小数；按登记单位分开，以更正后的内容为准。尚在办理的不计。没有事项的不成为办件（NOT_A_SERVICE_RECORD），记入民情日志，也不计。",
              "Of 100 cases that came to their end in the month, those whose record has all of item, target, action and result, rounded down; by the unit that registered them, as last corrected. Cases that go on are not counted, nor what is no case for want of an item: that goes to the log."),
          rule(
              "record-parts",
              "记录的四项",
              "事项：事项目录中的事项，凡办件都有。对象：办事对象不是“无”。办理：受理之后至少由人办理过一次，或决定不予受理；只登记、受理即撤回的没有，导入的历史办件没有。结果：准予、不予批准、不予受理、撤回或终止；导入时没有结果的没有。",
              "Item: one of the catalogue, which every case has. Target: a subject that is not NONE. Action: a person handled it after acceptance, or decided not to accept it; what was withdrawn before has none, nor has an imported case. Result: granted, denied, not accepted, withdrawn or terminated; an imported case may have none."),
          rule(
              "records-shown",
              "记录完整率的提供",
              "分中心调度可见各单位；科室和站只见本单位登记的，含当月；其余只提供已结束月份的全街道数：不足 10 件的月份不提供；四项不全的不足 10 件时按 9 件计，俱全的不足 10 件时按 0 件计，因此只会偏低。",
              "The dispatcher sees every unit, a unit what it registered itself, this month included; everybody else the street's months that are over: none with fewer than 10 records; fewer than 10 that lack something count as 9, fewer than 10 that are whole as none, so the score is never better than the truth."),
          rule(
              "typed",
              "录入值",
              "一次受理中由人录入的值：事项、渠道、备注、材料各一，对象、代办人、监护人和表单中每个非空的值各一（社区算一个）。按登记月份计；系统转入的关联办件计 0。",
              "Values a person enters once: item, channel, note, each material, every filled value of subject, agent, guardian and form. By month of registration; linked cases from systems count 0."),
          rule(
              "apart",
              "各系统表单栏数",
              "该办件受理时在各系统文书中填写的栏数之和，即分别录入时要填的栏；有对象的值才计，每个家庭成员、每份材料各计。由映射实测得出，不是在窗口计时所得。",
              "Fields that the case fills in all systems' documents when it is accepted, as they would be typed apart; found by running the mappings, not measured at a window."));

  private Definitions() {}

  private static Definition figure(Figure figure, String zh, String en) {
    return new Definition(figure.wireName(), "FIGURE", figure.zh(), zh, en);
  }

  private static Definition by(By by, String zh, String en) {
    return new Definition(by.wireName(), "BY", by.zh(), zh, en);
  }

  private static Definition state(CaseState state, String zh, String en) {
    return new Definition(state.name(), "STATE", state.zh(), zh, en);
  }

  private static Definition rule(String code, String name, String zh, String en) {
    return new Definition(code, "RULE", name, zh, en);
  }
}
