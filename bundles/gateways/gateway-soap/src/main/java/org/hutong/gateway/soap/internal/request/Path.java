package org.hutong.gateway.soap.internal.request;

import java.util.ArrayList;
import java.util.List;

/** Where the reader stands, as a JSON Pointer when somebody asks. */
final class Path {
  private final List<Object> steps = new ArrayList<>();
  private int bodyFrom;

  void into(Object step) {
    steps.add(step);
  }

  void out() {
    steps.remove(steps.size() - 1);
    bodyFrom = Math.min(bodyFrom, steps.size());
  }

  /** Pointers begin here: what stands above is no part of the body. */
  void bodyHere() {
    bodyFrom = steps.size();
  }

  /** Levels of the body, this one included. */
  int depth() {
    return steps.size() - bodyFrom + 1;
  }

  String pointer() {
    StringBuilder pointer = new StringBuilder();
    for (Object step : steps.subList(bodyFrom, steps.size())) {
      pointer.append('/').append(step.toString().replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }
}
