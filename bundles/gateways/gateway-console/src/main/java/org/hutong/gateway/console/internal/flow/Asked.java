package org.hutong.gateway.console.internal.flow;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.Secrets;
import org.jspecify.annotations.Nullable;

/** Words of an action that may name a person, asked for apart. */
final class Asked {
  private static final Map<String, String> PROMPTS =
      new TreeMap<>(
          Map.of(
              "reason", "理由 Reason: ",
              "basis", "依据 Basis: ",
              "report", "进展 Report: ",
              "result", "结果 Result: ",
              "comment", "评价 Comment: "));

  private Asked() {}

  static void ask(Desk desk, Map<String, Object> body, @Nullable List<String> names) {
    if (names == null) {
      return;
    }
    for (String name : names) {
      String prompt = PROMPTS.get(name);
      if (prompt == null) {
        throw Inputs.wrong("--ask", "应为 " + String.join("、", PROMPTS.keySet()));
      }
      body.put(name, new String(Secrets.ask(desk.session(), prompt)));
    }
  }
}
