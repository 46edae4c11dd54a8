package org.hutong.gateway.soap.internal.answer;

import java.util.List;
import org.hutong.catalogue.Item;
import org.hutong.gateway.soap.internal.v1.ConditionXml;
import org.hutong.gateway.soap.internal.v1.ConditionsXml;
import org.hutong.gateway.soap.internal.v1.DeviationXml;
import org.hutong.gateway.soap.internal.v1.DeviationsXml;
import org.hutong.gateway.soap.internal.v1.ItemSummariesXml;
import org.hutong.gateway.soap.internal.v1.ItemSummaryXml;
import org.hutong.gateway.soap.internal.v1.ItemXml;
import org.hutong.gateway.soap.internal.v1.LegalXml;
import org.hutong.gateway.soap.internal.v1.MaterialRuleXml;
import org.hutong.gateway.soap.internal.v1.MaterialRulesXml;
import org.hutong.gateway.soap.internal.v1.OperationsXml;
import org.hutong.gateway.soap.internal.v1.StepRuleXml;
import org.hutong.gateway.soap.internal.v1.StepRulesXml;
import org.hutong.gateway.soap.internal.v1.TargetXml;
import org.hutong.gateway.soap.internal.v1.TargetsXml;

/** Items as answered. */
public final class CatalogueAnswers {
  private CatalogueAnswers() {}

  public static ItemXml of(String street, Item item) {
    ItemXml xml = new ItemXml();
    xml.setStreet(street);
    xml.setScheme(item.ref().scheme());
    xml.setCode(item.ref().code());
    xml.setVersion(item.ref().version());
    xml.setName(item.name());
    xml.setCategory(item.category());
    xml.setCategoryName(item.categoryName());
    xml.setAudience(Parts.strings(item.audience()));
    xml.setDeliverable(item.deliverable());
    xml.setLegal(legal(item.legal()));
    xml.setConditions(conditions(item.conditions()));
    xml.setMaterials(materials(item.materials()));
    xml.setForm(Forms.fields(item.form()));
    xml.setSteps(steps(item.steps()));
    xml.setLegalLimit(Parts.limit(item.legalLimit()));
    xml.setPromisedLimit(Parts.limit(item.promisedLimit()));
    xml.setAcceptOnEntry(item.acceptOnEntry());
    xml.setSystems(systems(item.systems()));
    if (!item.origins().isEmpty()) {
      xml.setOrigins(systems(item.origins()));
    }
    xml.setWords(Parts.strings(item.words()));
    xml.setStandard(item.standard());
    xml.setDeviations(deviations(item.deviations()));
    return xml;
  }

  private static DeviationsXml deviations(List<Item.Deviation> deviations) {
    DeviationsXml list = new DeviationsXml();
    for (Item.Deviation d : deviations) {
      DeviationXml xml = new DeviationXml();
      xml.setPath(d.path());
      xml.setDistrict(d.district());
      xml.setStreet(d.street());
      xml.setBasis(d.basis());
      xml.setBasisDate(d.basisDate());
      list.getDeviation().add(xml);
    }
    return list;
  }

  public static ItemSummariesXml summaries(List<Item> items) {
    ItemSummariesXml list = new ItemSummariesXml();
    for (Item item : items) {
      ItemSummaryXml xml = new ItemSummaryXml();
      xml.setScheme(item.ref().scheme());
      xml.setCode(item.ref().code());
      xml.setVersion(item.ref().version());
      xml.setName(item.name());
      xml.setCategory(item.category());
      xml.setCategoryName(item.categoryName());
      xml.setAudience(Parts.strings(item.audience()));
      xml.setDeliverable(item.deliverable());
      xml.setLegalStatus(item.legal().status().name());
      list.getItem().add(xml);
    }
    return list;
  }

  private static LegalXml legal(Item.Legal legal) {
    LegalXml xml = new LegalXml();
    xml.setStatus(legal.status().name());
    xml.setDocument(legal.document());
    xml.setNote(legal.note());
    return xml;
  }

  private static ConditionsXml conditions(List<Item.Condition> conditions) {
    ConditionsXml list = new ConditionsXml();
    for (Item.Condition condition : conditions) {
      ConditionXml xml = new ConditionXml();
      xml.setCode(condition.code());
      xml.setText(condition.text());
      xml.setExpression(condition.expression());
      list.getCondition().add(xml);
    }
    return list;
  }

  private static MaterialRulesXml materials(List<Item.MaterialRule> rules) {
    MaterialRulesXml list = new MaterialRulesXml();
    for (Item.MaterialRule rule : rules) {
      MaterialRuleXml xml = new MaterialRuleXml();
      xml.setCode(rule.code());
      xml.setName(rule.name());
      xml.setRequired(rule.required());
      xml.setDeferrable(rule.deferrable());
      list.getMaterial().add(xml);
    }
    return list;
  }

  private static StepRulesXml steps(List<Item.StepRule> rules) {
    StepRulesXml list = new StepRulesXml();
    for (Item.StepRule rule : rules) {
      StepRuleXml xml = new StepRuleXml();
      xml.setNo(rule.no());
      xml.setName(rule.name());
      xml.setUnit(rule.unit());
      xml.setLevel(rule.level());
      xml.setBasis(rule.basis());
      xml.setBasisDate(rule.basisDate());
      list.getStep().add(xml);
    }
    return list;
  }

  // How a case is mapped to a system is nobody's business outside.
  private static TargetsXml systems(List<Item.Target> targets) {
    TargetsXml list = new TargetsXml();
    for (Item.Target target : targets) {
      TargetXml xml = new TargetXml();
      xml.setSystem(target.system());
      xml.setDeliverOn(target.deliverOn().toString());
      OperationsXml updates = new OperationsXml();
      target.updates().stream().sorted().forEach(o -> updates.getOperation().add(o.name()));
      xml.setUpdates(updates);
      list.getSystem().add(xml);
    }
    return list;
  }
}
