package org.hutong.gateway.console.internal.completion;

import java.util.Arrays;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.tasks.TaskState;

/** The states of a task. */
@Service
public final class TaskStateNames extends Names {
  @Override
  Collection<String> names(Desk desk) {
    return Arrays.stream(TaskState.values()).map(Enum::name).toList();
  }
}
