package org.hutong.core.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hutong.delivery.HoldingsCheck;
import org.hutong.delivery.HoldingsCheck.Difference;
import org.hutong.delivery.HoldingsCheck.Line;
import org.hutong.delivery.HoldingsCheck.Standing;

/** A system that does not answer has not come to agree: what was found there last stands. */
final class Unlisted {
  private Unlisted() {}

  static HoldingsCheck stand(HoldingsCheck before, HoldingsCheck found) {
    List<Line> lines = new ArrayList<>();
    List<Difference> differences = new ArrayList<>(found.differences());
    for (Line line : found.lines()) {
      Optional<Line> differed =
          before.lines().stream()
              .filter(l -> l.system().equals(line.system()) && l.differing() > 0)
              .filter(l -> line.standing() == Standing.FAILED)
              .findFirst();
      lines.add(differed.map(l -> standing(line, l.differing())).orElse(line));
      if (differed.isPresent()) {
        before.differences().stream()
            .filter(d -> d.system().equals(line.system()))
            .forEach(differences::add);
      }
    }
    return new HoldingsCheck(
        found.street(),
        found.from(),
        found.to(),
        found.at(),
        lines.stream().allMatch(line -> line.differing() == 0),
        lines,
        differences);
  }

  private static Line standing(Line failed, long differing) {
    return new Line(
        failed.system(),
        failed.systemName(),
        failed.standing(),
        failed.why() + "；所列差异为此前核对所得",
        failed.listed(),
        failed.compared(),
        failed.undecided(),
        differing);
  }
}
