package org.hutong.gateway.soap.internal.answer;

import java.time.LocalDate;
import java.util.List;
import org.hutong.catalogue.Catalogue.Finding;
import org.hutong.catalogue.CatalogueReports;
import org.hutong.catalogue.CatalogueReports.Deviated;
import org.hutong.catalogue.CatalogueReports.Draft;
import org.hutong.catalogue.CatalogueReports.Fill;
import org.hutong.catalogue.CatalogueReports.Linked;
import org.hutong.catalogue.CatalogueReports.Owner;
import org.hutong.catalogue.CatalogueReports.SurveyLine;
import org.hutong.catalogue.ItemRef;
import org.hutong.catalogue.Units;
import org.hutong.gateway.soap.internal.v1.CatalogueReviewXml;
import org.hutong.gateway.soap.internal.v1.CrosswalkLinkXml;
import org.hutong.gateway.soap.internal.v1.CrosswalkLinksXml;
import org.hutong.gateway.soap.internal.v1.DeviationLineXml;
import org.hutong.gateway.soap.internal.v1.DeviationLinesXml;
import org.hutong.gateway.soap.internal.v1.DraftListXml;
import org.hutong.gateway.soap.internal.v1.DraftXml;
import org.hutong.gateway.soap.internal.v1.FillListXml;
import org.hutong.gateway.soap.internal.v1.FillXml;
import org.hutong.gateway.soap.internal.v1.FindingListXml;
import org.hutong.gateway.soap.internal.v1.FindingXml;
import org.hutong.gateway.soap.internal.v1.GetCatalogueReportResponse;
import org.hutong.gateway.soap.internal.v1.ItemRefsXml;
import org.hutong.gateway.soap.internal.v1.OwnerListXml;
import org.hutong.gateway.soap.internal.v1.OwnerXml;
import org.hutong.gateway.soap.internal.v1.SurveyLineXml;
import org.hutong.gateway.soap.internal.v1.SurveyLinesXml;
import org.hutong.gateway.soap.internal.v1.UnitCodeXml;
import org.hutong.gateway.soap.internal.v1.UnitCodesXml;
import org.hutong.gateway.soap.internal.v1.UnitListXml;
import org.hutong.gateway.soap.internal.v1.UnitXml;
import org.hutong.gateway.support.CatalogueReview;

/** The catalogue as a whole, its files, the survey's figures and the units, as answered. */
public final class ReportAnswers {
  private ReportAnswers() {}

  public static GetCatalogueReportResponse report(String street, CatalogueReports reports) {
    CatalogueReports.InForce now = reports.inForce();
    GetCatalogueReportResponse xml = new GetCatalogueReportResponse();
    xml.setStreet(street);
    xml.setDigest(now.digest());
    xml.setItems(now.items());
    xml.setFill(fill(reports.fill()));
    xml.setOwners(owners(reports.owners()));
    xml.setDeviations(deviations(reports.deviations()));
    xml.setLinks(links(reports.links()));
    return xml;
  }

  private static FillListXml fill(List<Fill> fill) {
    FillListXml list = new FillListXml();
    for (Fill f : fill) {
      FillXml xml = new FillXml();
      xml.setCategory(f.category());
      xml.setName(f.name());
      xml.setDeclared(f.declared());
      xml.setNamed(f.named());
      xml.setStandards(f.standards());
      xml.setToFill(f.toFill());
      xml.setSurplus(f.surplus());
      list.getFill().add(xml);
    }
    return list;
  }

  private static OwnerListXml owners(List<Owner> owners) {
    OwnerListXml list = new OwnerListXml();
    for (Owner o : owners) {
      OwnerXml xml = new OwnerXml();
      xml.setCode(o.code());
      xml.setName(o.name());
      xml.setStep(o.step());
      xml.setLevel(o.level());
      xml.setOwners(o.owners().name());
      xml.setSays(o.says());
      list.getOwner().add(xml);
    }
    return list;
  }

  private static DeviationLinesXml deviations(List<Deviated> deviations) {
    DeviationLinesXml list = new DeviationLinesXml();
    for (Deviated d : deviations) {
      DeviationLineXml xml = new DeviationLineXml();
      xml.setScheme(d.item().scheme());
      xml.setCode(d.item().code());
      xml.setVersion(d.item().version());
      xml.setName(d.name());
      xml.setPath(d.deviation().path());
      xml.setDistrict(d.deviation().district());
      xml.setStreet(d.deviation().street());
      xml.setBasis(d.deviation().basis());
      xml.setBasisDate(d.deviation().basisDate());
      list.getDeviation().add(xml);
    }
    return list;
  }

  private static CrosswalkLinksXml links(List<Linked> links) {
    CrosswalkLinksXml list = new CrosswalkLinksXml();
    for (Linked l : links) {
      CrosswalkLinkXml xml = new CrosswalkLinkXml();
      xml.setScheme(l.scheme());
      xml.setCode(l.code());
      xml.setName(l.name());
      xml.setToScheme(l.toScheme());
      xml.setToCategory(l.toCategory());
      xml.setToName(l.toName());
      xml.setShare(l.share());
      xml.setReviewer(l.reviewer());
      xml.setReviewed(l.reviewed());
      list.getLink().add(xml);
    }
    return list;
  }

  public static DraftListXml drafts(List<Draft> drafts) {
    DraftListXml list = new DraftListXml();
    for (Draft d : drafts) {
      DraftXml xml = new DraftXml();
      xml.setCode(d.code());
      xml.setCategory(d.category());
      xml.setName(d.name());
      xml.setWording(d.wording());
      xml.setAudience(d.audience());
      xml.setDeliverable(d.deliverable());
      xml.setSection(d.section());
      xml.setSectionBasis(d.sectionBasis());
      xml.setPartOf(d.partOf());
      xml.setNote(d.note());
      xml.setStandard(d.standard());
      list.getDraft().add(xml);
    }
    return list;
  }

  public static SurveyLinesXml survey(List<SurveyLine> lines) {
    SurveyLinesXml list = new SurveyLinesXml();
    for (SurveyLine l : lines) {
      SurveyLineXml xml = new SurveyLineXml();
      xml.setCheck(l.check());
      xml.setSubject(l.subject());
      xml.setDeclared(l.declared());
      xml.setLoaded(l.loaded());
      xml.setVerdict(l.verdict().name());
      list.getLine().add(xml);
    }
    return list;
  }

  public static CatalogueReviewXml review(String street, CatalogueReview review) {
    CatalogueReviewXml xml = new CatalogueReviewXml();
    xml.setStreet(street);
    xml.setAccepted(review.accepted());
    xml.setFindings(findings(review.findings()));
    xml.setAdded(refs(review.diff().added()));
    xml.setChanged(refs(review.diff().changed()));
    xml.setRetired(refs(review.diff().retired()));
    xml.setDigest(review.digest());
    return xml;
  }

  private static FindingListXml findings(List<Finding> findings) {
    FindingListXml list = new FindingListXml();
    for (Finding f : findings) {
      FindingXml xml = new FindingXml();
      xml.setFile(f.file());
      xml.setRow(f.row());
      xml.setField(f.field());
      xml.setReason(f.reason());
      xml.setNote(f.note());
      list.getFinding().add(xml);
    }
    return list;
  }

  private static ItemRefsXml refs(List<ItemRef> refs) {
    ItemRefsXml list = new ItemRefsXml();
    refs.forEach(r -> list.getItem().add(Parts.ref(r)));
    return list;
  }

  public static UnitListXml units(Units units, List<Units.Unit> found, LocalDate on) {
    UnitListXml list = new UnitListXml();
    for (Units.Unit u : found) {
      UnitXml xml = new UnitXml();
      xml.setId(u.id());
      xml.setKind(u.kind().name());
      xml.setLevel(u.level());
      xml.setName(u.name());
      xml.setParent(u.parent());
      xml.setFrom(u.from());
      xml.setTo(u.to());
      xml.setCodes(codes(u.codes()));
      xml.setAliases(Parts.strings(u.aliases()));
      if (u.kind() == Units.Kind.COMMUNITY) {
        units.serving(u.id(), on).ifPresent(s -> xml.setServedBy(s.name()));
      }
      list.getUnit().add(xml);
    }
    return list;
  }

  private static UnitCodesXml codes(List<Units.PlaceCode> codes) {
    UnitCodesXml list = new UnitCodesXml();
    for (Units.PlaceCode code : codes) {
      UnitCodeXml xml = new UnitCodeXml();
      xml.setScheme(code.scheme());
      xml.setCode(code.code());
      list.getCode().add(xml);
    }
    return list;
  }
}
