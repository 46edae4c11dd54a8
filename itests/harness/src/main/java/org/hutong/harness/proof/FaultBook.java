package org.hutong.harness.proof;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The table fault × promise × result, and all that did not hold. */
final class FaultBook {
  private final PrintStream out;
  private final Sheet sheet =
      new Sheet("Faults", "fault", "where", "promise", "struck", "meanwhile", "result");
  private final List<String> broken = new ArrayList<>();

  private final String only;
  private int made;
  private int skipped;

  /** For the faults that have {@code only} in their name. */
  FaultBook(PrintStream out, String only) {
    this.out = out;
    this.only = only;
  }

  /** Whether the fault of that name is to be made. */
  boolean wants(String fault) {
    return fault.contains(only);
  }

  static void add(List<String> wrong, boolean is, String what) {
    if (is) {
      wrong.add(what);
    }
  }

  void row(
      String name, String where, String promise, int struck, String meanwhile, List<String> wrong) {
    Set<String> brief = new LinkedHashSet<>(wrong);
    String result = brief.isEmpty() ? "held" : "BROKEN: " + String.join("; ", brief);
    sheet.row(name, where, promise, struck, meanwhile, result);
    made++;
    out.println("  " + name + " — " + result + " (" + meanwhile + ")");
    wrong.forEach(each -> broken.add(name + ": " + each));
  }

  /** A fault that this machine does not let be made. */
  void skipped(String name, String where, String promise, String why) {
    sheet.row(name, where, promise, 0, "", "skipped: " + why);
    skipped++;
    out.println("  " + name + " — skipped: " + why);
  }

  void broken(String what) {
    broken.add(what);
  }

  /** What did not hold; goes under the table. */
  List<String> end(int acknowledged) {
    sheet.say("cases acknowledged in all: " + acknowledged);
    broken.forEach(each -> sheet.say("not held: " + each));
    return List.copyOf(broken);
  }

  /** How many faults were made. */
  int made() {
    return made;
  }

  /** How many this machine did not let be made. */
  int skipped() {
    return skipped;
  }

  Sheet sheet() {
    return sheet;
  }

  void print() {
    sheet.print(out);
  }
}
