package org.hutong.core.tasks;

import static org.hutong.tasks.TaskState.ACCEPTED;
import static org.hutong.tasks.TaskState.ASSIGNED;
import static org.hutong.tasks.TaskState.CLOSED;
import static org.hutong.tasks.TaskState.IN_PROGRESS;
import static org.hutong.tasks.TaskState.ISSUED;
import static org.hutong.tasks.TaskState.RETURNED;
import static org.hutong.tasks.TaskState.WITHDRAWN;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.tasks.TaskAction;
import org.hutong.tasks.TaskState;

/** Which action is allowed when, and to whom: the one place of that rule. */
final class TaskFlow {
  private static final Map<TaskAction, Set<TaskState>> WHEN = new EnumMap<>(TaskAction.class);

  static {
    Set<TaskState> open = EnumSet.of(ISSUED, ACCEPTED, ASSIGNED, IN_PROGRESS);
    Set<TaskState> atWork = EnumSet.of(ASSIGNED, IN_PROGRESS);
    WHEN.put(TaskAction.ACCEPT, EnumSet.of(ISSUED));
    WHEN.put(TaskAction.ASSIGN, EnumSet.of(ACCEPTED, ASSIGNED, IN_PROGRESS));
    WHEN.put(TaskAction.SEND_BACK, open);
    WHEN.put(TaskAction.REPORT, atWork);
    WHEN.put(TaskAction.LINK, atWork);
    WHEN.put(TaskAction.CLOSE, atWork);
    WHEN.put(TaskAction.SUPERVISE, open);
    WHEN.put(TaskAction.REOPEN, EnumSet.of(CLOSED, RETURNED));
    WHEN.put(TaskAction.WITHDRAW, EnumSet.of(ISSUED, ACCEPTED, ASSIGNED, IN_PROGRESS, RETURNED));
    WHEN.put(TaskAction.ARCHIVE, EnumSet.of(CLOSED, WITHDRAWN));
  }

  private TaskFlow() {}

  /** Whether the caller may know of it. */
  static boolean known(TaskFile file, Caller caller) {
    return caller.is(Role.DISPATCHER)
        || caller.is(Role.HUB)
        || caller.is(Role.STREET_IT)
        || works(file, caller);
  }

  /** Whether it is work of the caller's unit. */
  static boolean works(TaskFile file, Caller caller) {
    return (caller.is(Role.OFFICER) || caller.is(Role.CLERK))
        && file.unit() != null
        && file.unit().equals(caller.unit());
  }

  /** Whether who has written it may see it in clear: for the hub, what this account gave. */
  static boolean handles(TaskFile file, Caller caller) {
    String acting = caller.onBehalfOf();
    boolean gave =
        caller.is(Role.HUB)
            && file.client().equals(caller.account())
            && (acting == null || acting.equals(file.issuedBy()));
    return gave || caller.is(Role.DISPATCHER) || works(file, caller);
  }

  static boolean possible(TaskFile file, TaskAction action) {
    return WHEN.get(action).contains(file.state());
  }

  static boolean entitled(TaskFile file, TaskAction action, Caller caller) {
    boolean dispatcher = caller.is(Role.DISPATCHER);
    return switch (action) {
      case ACCEPT, ASSIGN -> dispatcher;
      case SEND_BACK, REPORT, LINK, CLOSE -> dispatcher || works(file, caller);
      case SUPERVISE, ARCHIVE -> dispatcher || caller.is(Role.HUB);
      case REOPEN, WITHDRAW -> caller.is(Role.HUB);
    };
  }

  /** What the caller may do now. */
  static List<String> allowed(TaskFile file, Caller caller) {
    List<String> names = new ArrayList<>();
    for (TaskAction action : TaskAction.values()) {
      if (possible(file, action) && entitled(file, action, caller)) {
        names.add(action.wireName());
      }
    }
    return names;
  }
}
