package org.hutong.gateway.soap.internal.answer;

import java.util.List;
import org.hutong.casework.Dispute;
import org.hutong.casework.Disputes;
import org.hutong.casework.Ruling;
import org.hutong.demands.Demand;
import org.hutong.gateway.soap.internal.v1.DemandListXml;
import org.hutong.gateway.soap.internal.v1.DemandXml;
import org.hutong.gateway.soap.internal.v1.DisputeListXml;
import org.hutong.gateway.soap.internal.v1.DisputeSumXml;
import org.hutong.gateway.soap.internal.v1.DisputeSumsXml;
import org.hutong.gateway.soap.internal.v1.DisputeXml;
import org.hutong.gateway.soap.internal.v1.RulingXml;
import org.hutong.gateway.soap.internal.v1.RulingsXml;

/** Disputes, what was determined, and the log, as answered. */
public final class DisputeAnswers {
  private DisputeAnswers() {}

  public static DisputeListXml disputes(List<Dispute> disputes) {
    DisputeListXml list = new DisputeListXml();
    for (Dispute d : disputes) {
      DisputeXml xml = new DisputeXml();
      xml.setStreet(d.street());
      xml.setCaseNumber(d.caseNumber());
      xml.setItem(Parts.item(d.item(), d.itemName()));
      xml.setStep(d.step());
      xml.setContestedUnit(d.contestedUnit());
      xml.setContestedAt(d.contestedAt());
      xml.setDue(d.due());
      xml.setStatus(d.status());
      xml.setOutcome(d.outcome());
      xml.setUnit(d.unit());
      xml.setEndedAt(d.endedAt());
      xml.setWorkingDaysLost(d.workingDaysLost());
      list.getDispute().add(xml);
    }
    return list;
  }

  public static DisputeSumsXml sums(List<Disputes.ItemSum> sums) {
    DisputeSumsXml list = new DisputeSumsXml();
    for (Disputes.ItemSum sum : sums) {
      DisputeSumXml xml = new DisputeSumXml();
      xml.setScheme(sum.scheme());
      xml.setCode(sum.code());
      xml.setItemName(sum.itemName());
      xml.setDisputes(sum.disputes());
      xml.setWorkingDaysLost(sum.workingDaysLost());
      list.getItem().add(xml);
    }
    return list;
  }

  public static RulingsXml rulings(List<Ruling> rulings) {
    RulingsXml list = new RulingsXml();
    for (Ruling r : rulings) {
      RulingXml xml = new RulingXml();
      xml.setScheme(r.scheme());
      xml.setCode(r.code());
      xml.setStep(r.step());
      xml.setUnit(r.unit());
      xml.setFrom(r.from());
      xml.setRule(r.rule());
      xml.setCaseNumber(r.caseNumber());
      xml.setMadeAt(r.madeAt());
      list.getRuling().add(xml);
    }
    return list;
  }

  public static DemandXml of(Demand d) {
    DemandXml xml = new DemandXml();
    xml.setStreet(d.street());
    xml.setId(d.id());
    xml.setDate(d.date());
    xml.setCommunity(Parts.place(d.community()));
    xml.setAuthor(d.author());
    xml.setUnit(d.unit());
    xml.setChannel(d.channel());
    xml.setCategory(d.category());
    xml.setMasked(d.masked());
    xml.setText(d.text());
    xml.setPlace(d.place());
    xml.setRecordedAt(d.recordedAt());
    return xml;
  }

  public static DemandListXml demands(List<Demand> demands) {
    DemandListXml list = new DemandListXml();
    demands.forEach(d -> list.getDemand().add(of(d)));
    return list;
  }
}
