package org.hutong.gateway.rest.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hutong.casework.Disputes;
import org.hutong.casework.DueList;
import org.hutong.casework.Ruling;
import org.hutong.demands.Demand;
import org.hutong.gateway.rest.internal.answers.DisputesAnswer;
import org.hutong.gateway.rest.internal.answers.ListAnswer;
import org.hutong.gateway.rest.internal.answers.TaskAnswer;
import org.hutong.gateway.rest.internal.answers.TaskLine;
import org.hutong.tasks.Task;
import org.hutong.tasks.TaskSource;
import org.hutong.tasks.TaskState;

/** What the contract calls the records of tasks, disputes and the log. */
final class FlowRecords {
  static final Map<String, Class<? extends Enum<?>>> ENUMS =
      Map.of(
          "DueList", DueList.class, "TaskState", TaskState.class, "TaskSource", TaskSource.class);

  private FlowRecords() {}

  static Map<String, Class<?>> all() {
    Map<String, Class<?>> records = new LinkedHashMap<>();
    records.put("TaskDue", Task.Due.class);
    records.put("TaskEvent", Task.Event.class);
    records.put("Task", TaskAnswer.class);
    records.put("TaskLine", TaskLine.class);
    records.put("TaskList", ListAnswer.class);
    records.put("Dispute", DisputesAnswer.Line.class);
    records.put("DisputeSum", Disputes.ItemSum.class);
    records.put("DisputeMonth", DisputesAnswer.class);
    records.put("Ruling", Ruling.class);
    records.put("RulingList", ListAnswer.class);
    records.put("Demand", Demand.class);
    records.put("DemandList", ListAnswer.class);
    return records;
  }
}
