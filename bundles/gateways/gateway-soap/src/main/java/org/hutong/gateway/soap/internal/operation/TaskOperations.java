package org.hutong.gateway.soap.internal.operation;

import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.casework.DueList;
import org.hutong.gateway.soap.internal.answer.TaskAnswers;
import org.hutong.gateway.soap.internal.request.Args;
import org.hutong.gateway.soap.internal.v1.ActOnTaskResponse;
import org.hutong.gateway.soap.internal.v1.CreateTaskResponse;
import org.hutong.gateway.soap.internal.v1.FindTasksResponse;
import org.hutong.gateway.soap.internal.v1.GetTaskResponse;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.kernel.Page;
import org.hutong.tasks.TaskFilter;
import org.hutong.tasks.TaskState;
import org.hutong.tasks.TaskSummary;

/** Tasks of the hub. */
final class TaskOperations {
  private final Services services;
  private final ThisStreet street;

  TaskOperations(Services services, ThisStreet street) {
    this.services = services;
    this.street = street;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("CreateTask", this::create);
    handlers.put("GetTask", this::get);
    handlers.put("FindTasks", this::find);
    handlers.put("ActOnTask", this::act);
  }

  private Object create(Caller caller, Args args) {
    String key = args.idempotencyKey();
    Map<String, Object> body = args.body("task");
    args.check();
    CreateTaskResponse answer = new CreateTaskResponse();
    answer.setTask(TaskAnswers.of(services.tasks().create(caller, key, body)));
    return answer;
  }

  private Object get(Caller caller, Args args) {
    String id = args.text("id");
    String purpose = args.purpose();
    args.check();
    GetTaskResponse answer = new GetTaskResponse();
    answer.setTask(TaskAnswers.of(services.tasks().get(caller, id, purpose)));
    return answer;
  }

  private Object find(Caller caller, Args args) {
    TaskFilter filter =
        new TaskFilter(
            args.oneOf("state", TaskState.class),
            args.optional("unit"),
            args.oneOf("due", DueList.class),
            args.optional("caseNumber"),
            Lists.limit(args),
            args.optional("after"));
    args.check();
    Page<TaskSummary> page = services.tasks().find(caller, filter);
    FindTasksResponse answer = new FindTasksResponse();
    answer.setStreet(street.code(caller));
    answer.setItems(TaskAnswers.lines(page.items()));
    answer.setNext(Lists.next(page));
    return answer;
  }

  private Object act(Caller caller, Args args) {
    String id = args.text("id");
    Long ifMatch = args.ifMatch();
    String key = args.idempotencyKey();
    Map<String, Object> body = args.body("act");
    args.check();
    ActOnTaskResponse answer = new ActOnTaskResponse();
    answer.setTask(TaskAnswers.of(services.tasks().act(caller, id, ifMatch, key, body)));
    return answer;
  }
}
