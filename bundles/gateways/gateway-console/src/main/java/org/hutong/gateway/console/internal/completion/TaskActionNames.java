package org.hutong.gateway.console.internal.completion;

import java.util.Arrays;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.tasks.TaskAction;

/** What can be done to a task. */
@Service
public final class TaskActionNames extends Names {
  @Override
  Collection<String> names(Desk desk) {
    return Arrays.stream(TaskAction.values()).map(TaskAction::wireName).toList();
  }
}
