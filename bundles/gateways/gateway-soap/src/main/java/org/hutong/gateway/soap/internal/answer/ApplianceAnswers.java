package org.hutong.gateway.soap.internal.answer;

import java.util.List;
import java.util.Map;
import org.hutong.casework.Material;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.ItemRef;
import org.hutong.changes.Change;
import org.hutong.gateway.soap.internal.v1.CapabilitiesXml;
import org.hutong.gateway.soap.internal.v1.ChangeListXml;
import org.hutong.gateway.soap.internal.v1.ChangeXml;
import org.hutong.gateway.soap.internal.v1.FeedXml;
import org.hutong.gateway.soap.internal.v1.FeedsXml;
import org.hutong.gateway.soap.internal.v1.ItemRefsXml;
import org.hutong.gateway.soap.internal.v1.LimitXml;
import org.hutong.gateway.soap.internal.v1.LimitsXml;
import org.hutong.gateway.soap.internal.v1.MaterialXml;
import org.hutong.gateway.soap.internal.v1.PurposeXml;
import org.hutong.gateway.soap.internal.v1.PurposesXml;
import org.hutong.gateway.soap.internal.v1.SchemeXml;
import org.hutong.gateway.soap.internal.v1.SchemesXml;
import org.hutong.gateway.soap.internal.v1.SystemListXml;
import org.hutong.gateway.soap.internal.v1.SystemRegistrationXml;
import org.hutong.gateway.soap.internal.v1.SystemUsageXml;
import org.hutong.gateway.soap.internal.v1.SystemUsagesXml;
import org.hutong.gateway.soap.internal.v1.SystemXml;
import org.hutong.systems.Appliance;
import org.hutong.systems.Feed;
import org.hutong.systems.SystemInfo;
import org.hutong.systems.SystemRegistration;

/** What the appliance is and holds, as answered. */
public final class ApplianceAnswers {
  private ApplianceAnswers() {}

  public static CapabilitiesXml of(Appliance.Capabilities c) {
    CapabilitiesXml xml = new CapabilitiesXml();
    xml.setStreet(c.street());
    xml.setStreetName(c.streetName());
    xml.setVersion(c.version());
    xml.setContracts(Parts.strings(c.contracts()));
    ItemRefsXml items = new ItemRefsXml();
    for (ItemRef ref : c.items()) {
      items.getItem().add(Parts.ref(ref));
    }
    xml.setItems(items);
    xml.setSchemes(schemes(c.schemes()));
    xml.setPurposes(purposes(c.purposes()));
    xml.setLimits(limits(c.limits()));
    return xml;
  }

  public static SystemListXml systems(List<SystemInfo> systems) {
    SystemListXml list = new SystemListXml();
    systems.forEach(s -> list.getSystem().add(system(s)));
    return list;
  }

  public static ChangeListXml changes(List<Change> changes) {
    ChangeListXml list = new ChangeListXml();
    for (Change change : changes) {
      ChangeXml xml = new ChangeXml();
      xml.setCursor(change.cursor());
      xml.setKind(change.kind());
      xml.setReference(change.reference());
      xml.setRevision(change.revision());
      xml.setWhat(change.what());
      xml.setAt(change.at());
      list.getChange().add(xml);
    }
    return list;
  }

  public static MaterialXml of(Material m) {
    MaterialXml xml = new MaterialXml();
    xml.setStreet(m.street());
    xml.setId(m.id());
    xml.setName(m.name());
    xml.setMediaType(m.mediaType());
    xml.setSize(m.size());
    xml.setReceived(m.received());
    xml.setSha256(m.sha256());
    xml.setVerifiedOriginal(m.verifiedOriginal());
    xml.setComplete(m.complete());
    return xml;
  }

  private static SystemXml system(SystemInfo s) {
    SystemXml xml = new SystemXml();
    xml.setStreet(s.street());
    xml.setId(s.id());
    xml.setName(s.name());
    xml.setAliases(Parts.strings(s.aliases()));
    xml.setOwner(s.owner());
    xml.setLevel(s.level());
    xml.setDepth(s.depth());
    xml.setTechnology(s.technology());
    xml.setAdapterVersion(s.adapterVersion());
    xml.setHealth(s.health().name());
    xml.setHealthDetail(s.healthDetail());
    xml.setLastSuccess(s.lastSuccess());
    xml.setPaused(s.paused());
    xml.setConfigurationErrors(Parts.strings(s.configurationErrors()));
    xml.setFeeds(new FeedsXml());
    s.feeds().forEach(f -> xml.getFeeds().getFeed().add(feed(f)));
    xml.setRegister(register(s.register()));
    return xml;
  }

  private static FeedXml feed(Feed f) {
    FeedXml xml = new FeedXml();
    xml.setSystem(f.system());
    xml.setFeed(f.feed());
    xml.setWay(f.way().name());
    xml.setRhythm(f.rhythm());
    xml.setFreshness(f.freshness().name());
    xml.setDetail(f.detail());
    xml.setLastSuccess(f.lastSuccess());
    xml.setLastRow(f.lastRow());
    xml.setHeld(f.held());
    xml.setHeldWhy(f.heldWhy());
    xml.setPaused(f.paused());
    xml.setPausedBy(f.pausedBy());
    xml.setPausedWhy(f.pausedWhy());
    xml.setRows(f.rows());
    xml.setQuarantined(f.quarantined());
    return xml;
  }

  private static SystemRegistrationXml register(SystemRegistration r) {
    SystemRegistrationXml xml = new SystemRegistrationXml();
    xml.setLight(r.light().name());
    xml.setKind(r.kind());
    xml.setServiceClass(r.serviceClass());
    xml.setBuilderLevel(r.builderLevel());
    xml.setBuilder(r.builder());
    SystemUsagesXml usages = new SystemUsagesXml();
    for (SystemRegistration.Usage usage : r.usage()) {
      SystemUsageXml one = new SystemUsageXml();
      one.setStreet(usage.street());
      one.setDepth(usage.depth());
      usages.getUsage().add(one);
    }
    xml.setUsage(usages);
    xml.setConnectable(r.connectable());
    xml.setInterfaceKind(r.interfaceKind());
    xml.setContact(r.contact());
    xml.setSection(r.section());
    xml.setRhythmHours(r.rhythmHours());
    xml.setSurvey(Parts.strings(r.survey()));
    return xml;
  }

  private static SchemesXml schemes(List<Catalogue.Scheme> schemes) {
    SchemesXml list = new SchemesXml();
    for (Catalogue.Scheme scheme : schemes) {
      SchemeXml xml = new SchemeXml();
      xml.setScheme(scheme.scheme());
      xml.setName(scheme.name());
      xml.setItems(scheme.items());
      list.getScheme().add(xml);
    }
    return list;
  }

  private static PurposesXml purposes(List<Appliance.Purpose> purposes) {
    PurposesXml list = new PurposesXml();
    for (Appliance.Purpose purpose : purposes) {
      PurposeXml xml = new PurposeXml();
      xml.setCode(purpose.code());
      xml.setName(purpose.name());
      xml.setRoles(Parts.strings(purpose.roles()));
      list.getPurpose().add(xml);
    }
    return list;
  }

  private static LimitsXml limits(Map<String, Long> limits) {
    LimitsXml list = new LimitsXml();
    limits.forEach(
        (name, value) -> {
          LimitXml xml = new LimitXml();
          xml.setName(name);
          xml.setValue(value);
          list.getLimit().add(xml);
        });
    return list;
  }
}
