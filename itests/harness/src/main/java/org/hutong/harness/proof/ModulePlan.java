package org.hutong.harness.proof;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Operations on modules in random order, each one legal where its module then stands. */
final class ModulePlan {
  private static final int IN_HUNDRED = 100;
  private static final int ROLLED_BACK = 15;
  private static final int REMOVED = 45;

  private ModulePlan() {}

  /** What is done to a module. */
  enum Kind {
    INSTALL("已安装模块 %s %s（运行中）"),
    UPDATE("已更新模块 %s %s（运行中）"),
    /** A version comes that does not come up; what stood before stands again, or nothing. */
    ROLL_BACK("MODULE_ROLLED_BACK"),
    REMOVE("已移除模块 %s");

    private final String answer;

    Kind(String answer) {
      this.answer = answer;
    }
  }

  /**
   * One operation.
   *
   * @param version of the file that is brought; empty for a removal
   * @param before the version that stands before; empty when none does
   */
  record Step(AddOn module, Kind kind, String version, String before) {
    /** As it is given at the console. */
    String command() {
      if (kind == Kind.REMOVE) {
        return "hutong:module-remove " + module.name();
      }
      String verb = before.isEmpty() ? "install" : "update";
      return "hutong:module-" + verb + " " + module.file(version);
    }

    /** What stands afterwards; empty when nothing does. */
    String after() {
      return kind == Kind.ROLL_BACK ? before : version;
    }

    /** What the console says when it ended as it should. */
    String answer() {
      return kind.answer.formatted(module.name(), version);
    }
  }

  /**
   * So many operations on each of the modules, of every kind if there are four or more.
   *
   * @param random decides all of it
   */
  static List<Step> random(List<AddOn> modules, int each, Random random) {
    Map<AddOn, Iterator<Step>> walks = new HashMap<>();
    List<AddOn> turns = new ArrayList<>();
    for (AddOn module : modules) {
      walks.put(module, walk(module, each, random).iterator());
      turns.addAll(Collections.nCopies(each, module));
    }
    Collections.shuffle(turns, random);
    return turns.stream().map(module -> walks.get(module).next()).toList();
  }

  private static List<Step> walk(AddOn module, int length, Random random) {
    List<Step> steps = new ArrayList<>();
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    do {
      steps.clear();
      kinds.clear();
      String stands = "";
      while (steps.size() < length) {
        Step step = step(module, stands, random);
        steps.add(step);
        kinds.add(step.kind());
        stands = step.after();
      }
    } while (kinds.size() < Math.min(length, Kind.values().length));
    return steps;
  }

  private static Step step(AddOn module, String stands, Random random) {
    int dice = random.nextInt(IN_HUNDRED);
    if (dice < ROLLED_BACK) {
      return new Step(module, Kind.ROLL_BACK, module.bad(), stands);
    }
    List<String> versions = module.versions();
    if (stands.isEmpty()) {
      String version = versions.get(random.nextInt(versions.size()));
      return new Step(module, Kind.INSTALL, version, stands);
    }
    if (dice < REMOVED) {
      return new Step(module, Kind.REMOVE, "", stands);
    }
    String other = versions.get(1 - versions.indexOf(stands));
    return new Step(module, Kind.UPDATE, other, stands);
  }

  /** As one visit to the console does them: a session ends with the first refusal. */
  static List<List<Step>> sessions(List<Step> steps, int most) {
    List<List<Step>> sessions = new ArrayList<>();
    List<Step> session = new ArrayList<>();
    for (Step step : steps) {
      session.add(step);
      if (session.size() == most || step.kind() == Kind.ROLL_BACK) {
        sessions.add(List.copyOf(session));
        session.clear();
      }
    }
    if (!session.isEmpty()) {
      sessions.add(session);
    }
    return sessions;
  }
}
