package org.hutong.gateway.soap.internal.answer;

import org.hutong.delivery.HoldingsCheck;
import org.hutong.gateway.soap.internal.v1.HoldingsDifferenceXml;
import org.hutong.gateway.soap.internal.v1.HoldingsDifferencesXml;
import org.hutong.gateway.soap.internal.v1.HoldingsLineXml;
import org.hutong.gateway.soap.internal.v1.HoldingsLinesXml;
import org.hutong.gateway.soap.internal.v1.HoldingsXml;

/** What systems hold of ours, as answered. */
public final class HoldingsAnswers {
  private HoldingsAnswers() {}

  public static HoldingsXml of(HoldingsCheck check) {
    HoldingsXml xml = new HoldingsXml();
    xml.setStreet(check.street());
    xml.setFrom(check.from());
    xml.setTo(check.to());
    xml.setAt(check.at());
    xml.setAgrees(check.agrees());
    HoldingsLinesXml lines = new HoldingsLinesXml();
    check.lines().forEach(line -> lines.getLine().add(line(line)));
    xml.setLines(lines);
    HoldingsDifferencesXml differences = new HoldingsDifferencesXml();
    check.differences().forEach(d -> differences.getDifference().add(difference(d)));
    xml.setDifferences(differences);
    return xml;
  }

  private static HoldingsLineXml line(HoldingsCheck.Line line) {
    HoldingsLineXml xml = new HoldingsLineXml();
    xml.setSystem(line.system());
    xml.setSystemName(line.systemName());
    xml.setStanding(line.standing().name());
    xml.setWhy(line.why());
    xml.setListed(line.listed());
    xml.setCompared(line.compared());
    xml.setUndecided(line.undecided());
    xml.setDiffering(line.differing());
    return xml;
  }

  private static HoldingsDifferenceXml difference(HoldingsCheck.Difference d) {
    HoldingsDifferenceXml xml = new HoldingsDifferenceXml();
    xml.setSystem(d.system());
    xml.setCaseNumber(d.caseNumber());
    xml.setKind(d.kind().name());
    xml.setRevision(d.revision());
    xml.setHeldRevision(d.heldRevision());
    return xml;
  }
}
