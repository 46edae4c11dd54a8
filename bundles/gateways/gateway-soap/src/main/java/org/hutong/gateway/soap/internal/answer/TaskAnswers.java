package org.hutong.gateway.soap.internal.answer;

import java.util.List;
import org.hutong.gateway.soap.internal.v1.TaskDueXml;
import org.hutong.gateway.soap.internal.v1.TaskEventXml;
import org.hutong.gateway.soap.internal.v1.TaskEventsXml;
import org.hutong.gateway.soap.internal.v1.TaskLineXml;
import org.hutong.gateway.soap.internal.v1.TaskLinesXml;
import org.hutong.gateway.soap.internal.v1.TaskXml;
import org.hutong.tasks.Task;
import org.hutong.tasks.TaskSummary;

/** Tasks as answered. */
public final class TaskAnswers {
  private TaskAnswers() {}

  public static TaskXml of(Task t) {
    TaskXml xml = new TaskXml();
    xml.setStreet(t.street());
    xml.setId(t.id());
    xml.setVersion(t.version());
    xml.setState(t.state().name());
    xml.setStateName(t.state().zh());
    xml.setMasked(t.masked());
    xml.setReference(t.reference());
    xml.setSource(t.source().name());
    xml.setLevel(t.level());
    xml.setContent(t.content());
    xml.setPlace(Parts.place(t.place()));
    xml.setFeedback(t.feedback());
    xml.setLimit(Parts.limit(t.limit()));
    xml.setDue(due(t.due()));
    xml.setIssuedBy(t.issuedBy());
    xml.setIssuedAt(t.issuedAt());
    xml.setChangedAt(t.changedAt());
    xml.setUnit(t.unit());
    xml.setSupervisions(t.supervisions());
    xml.setResult(t.result());
    xml.setCases(Parts.strings(t.cases()));
    xml.setHistory(history(t.history()));
    xml.setAllowedActions(Parts.actions(t.allowedActions()));
    return xml;
  }

  public static TaskLinesXml lines(List<TaskSummary> tasks) {
    TaskLinesXml list = new TaskLinesXml();
    for (TaskSummary t : tasks) {
      TaskLineXml xml = new TaskLineXml();
      xml.setStreet(t.street());
      xml.setId(t.id());
      xml.setReference(t.reference());
      xml.setSource(t.source().name());
      xml.setLevel(t.level());
      xml.setState(t.state().name());
      xml.setStateName(t.state().zh());
      xml.setPlace(Parts.place(t.place()));
      xml.setUnit(t.unit());
      xml.setIssuedAt(t.issuedAt());
      xml.setDue(due(t.due()));
      xml.setSupervisions(t.supervisions());
      list.getTask().add(xml);
    }
    return list;
  }

  private static TaskDueXml due(Task.Due due) {
    TaskDueXml xml = new TaskDueXml();
    xml.setDue(due.due());
    xml.setStatus(due.status());
    xml.setNote(due.note());
    return xml;
  }

  private static TaskEventsXml history(List<Task.Event> history) {
    TaskEventsXml list = new TaskEventsXml();
    for (Task.Event event : history) {
      TaskEventXml xml = new TaskEventXml();
      xml.setAt(event.at());
      xml.setWhat(event.what());
      xml.setUnit(event.unit());
      xml.setAccount(event.account());
      xml.setWords(event.words());
      list.getEvent().add(xml);
    }
    return list;
  }
}
