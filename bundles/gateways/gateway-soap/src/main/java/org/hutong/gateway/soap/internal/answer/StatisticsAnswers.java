package org.hutong.gateway.soap.internal.answer;

import java.util.List;
import org.hutong.gateway.soap.internal.v1.CaseCountsXml;
import org.hutong.gateway.soap.internal.v1.CaseStateCountsXml;
import org.hutong.gateway.soap.internal.v1.CountRowXml;
import org.hutong.gateway.soap.internal.v1.CountRowsXml;
import org.hutong.gateway.soap.internal.v1.DefinitionXml;
import org.hutong.gateway.soap.internal.v1.DefinitionsXml;
import org.hutong.gateway.soap.internal.v1.FieldSourceXml;
import org.hutong.gateway.soap.internal.v1.FieldSourcesXml;
import org.hutong.gateway.soap.internal.v1.FormLineXml;
import org.hutong.gateway.soap.internal.v1.FormLinesXml;
import org.hutong.gateway.soap.internal.v1.InStateXml;
import org.hutong.gateway.soap.internal.v1.InStatesXml;
import org.hutong.gateway.soap.internal.v1.RecordRowXml;
import org.hutong.gateway.soap.internal.v1.RecordRowsXml;
import org.hutong.gateway.soap.internal.v1.RecordScoreXml;
import org.hutong.gateway.soap.internal.v1.StateRowXml;
import org.hutong.gateway.soap.internal.v1.StateRowsXml;
import org.hutong.gateway.soap.internal.v1.TypingXml;
import org.hutong.statistics.CaseCounts;
import org.hutong.statistics.Definition;
import org.hutong.statistics.RecordScore;
import org.hutong.statistics.StateCounts;
import org.hutong.statistics.Typing;

/** Numbers as answered; a suppressed one is left out. */
public final class StatisticsAnswers {
  private StatisticsAnswers() {}

  public static CaseCountsXml of(CaseCounts counts) {
    CaseCountsXml xml = new CaseCountsXml();
    xml.setStreet(counts.street());
    xml.setBy(counts.by());
    xml.setScheme(counts.scheme());
    xml.setPeriod(counts.period());
    xml.setFrom(counts.from());
    xml.setTo(counts.to());
    xml.setSuppressed(counts.suppressed());
    xml.setWithheld(counts.withheld());
    xml.setLeftOut(Parts.strings(counts.leftOut()));
    xml.setUncounted(counts.uncounted());
    CountRowsXml rows = new CountRowsXml();
    counts.rows().forEach(row -> rows.getRow().add(of(row)));
    xml.setRows(rows);
    xml.setTotal(of(counts.total()));
    return xml;
  }

  private static CountRowXml of(CaseCounts.Row row) {
    CountRowXml xml = new CountRowXml();
    xml.setCode(row.code());
    xml.setName(row.name());
    xml.setRegistered(row.registered());
    xml.setAccepted(row.accepted());
    xml.setCompleted(row.completed());
    xml.setGranted(row.granted());
    xml.setDenied(row.denied());
    xml.setOnTime(row.onTime());
    xml.setOverdue(row.overdue());
    xml.setNotAccepted(row.notAccepted());
    xml.setWithdrawn(row.withdrawn());
    xml.setTerminated(row.terminated());
    xml.setHiddenMonths(row.hiddenMonths());
    return xml;
  }

  public static CaseStateCountsXml of(StateCounts counts) {
    CaseStateCountsXml xml = new CaseStateCountsXml();
    xml.setStreet(counts.street());
    xml.setBy(counts.by());
    xml.setScheme(counts.scheme());
    xml.setPeriod(counts.period());
    xml.setFrom(counts.from());
    xml.setTo(counts.to());
    xml.setSuppressed(counts.suppressed());
    xml.setLeftOut(Parts.strings(counts.leftOut()));
    xml.setUncounted(counts.uncounted());
    StateRowsXml rows = new StateRowsXml();
    counts.rows().forEach(row -> rows.getRow().add(of(row)));
    xml.setRows(rows);
    xml.setTotal(of(counts.total()));
    return xml;
  }

  private static StateRowXml of(StateCounts.Row row) {
    StateRowXml xml = new StateRowXml();
    xml.setCode(row.code());
    xml.setName(row.name());
    xml.setCases(row.cases());
    InStatesXml states = new InStatesXml();
    for (StateCounts.InState in : row.states()) {
      InStateXml state = new InStateXml();
      state.setState(in.state().name());
      state.setName(in.name());
      state.setCases(in.cases());
      states.getState().add(state);
    }
    xml.setStates(states);
    xml.setHiddenMonths(row.hiddenMonths());
    return xml;
  }

  public static RecordScoreXml of(RecordScore score) {
    RecordScoreXml xml = new RecordScoreXml();
    xml.setStreet(score.street());
    xml.setPeriod(score.period());
    xml.setFrom(score.from());
    xml.setTo(score.to());
    xml.setSuppressed(score.suppressed());
    xml.setLeftOut(Parts.strings(score.leftOut()));
    xml.setUncounted(score.uncounted());
    RecordRowsXml rows = new RecordRowsXml();
    score.rows().forEach(row -> rows.getRow().add(of(row)));
    xml.setRows(rows);
    xml.setTotal(of(score.total()));
    return xml;
  }

  private static RecordRowXml of(RecordScore.Row row) {
    RecordRowXml xml = new RecordRowXml();
    xml.setMonth(row.month());
    xml.setUnit(row.unit());
    xml.setRecords(row.records());
    xml.setTarget(row.target());
    xml.setAction(row.action());
    xml.setResult(row.result());
    xml.setWhole(row.whole());
    xml.setScore(row.score());
    return xml;
  }

  public static DefinitionsXml definitions(List<Definition> definitions) {
    DefinitionsXml list = new DefinitionsXml();
    for (Definition definition : definitions) {
      DefinitionXml xml = new DefinitionXml();
      xml.setCode(definition.code());
      xml.setKind(definition.kind());
      xml.setName(definition.name());
      xml.setZh(definition.zh());
      xml.setEn(definition.en());
      list.getDefinition().add(xml);
    }
    return list;
  }

  public static TypingXml of(Typing typing) {
    TypingXml xml = new TypingXml();
    xml.setStreet(typing.street());
    xml.setPeriod(typing.period());
    xml.setItem(typing.item() == null ? null : Parts.ref(typing.item()));
    xml.setCaseNumber(typing.caseNumber());
    xml.setCases(typing.cases());
    xml.setTyped(typing.typed());
    xml.setApart(typing.apart());
    xml.setSaved(typing.saved());
    FormLinesXml forms = new FormLinesXml();
    for (Typing.FormLine line : typing.forms()) {
      FormLineXml form = new FormLineXml();
      form.setSystem(line.system());
      form.setSystemName(line.systemName());
      form.setFields(line.fields());
      forms.getLine().add(form);
    }
    xml.setForms(forms);
    FieldSourcesXml fields = new FieldSourcesXml();
    for (Typing.FieldSource source : typing.fields()) {
      FieldSourceXml field = new FieldSourceXml();
      field.setSystem(source.system());
      field.setOperation(source.operation());
      field.setField(source.field());
      field.setKind(source.kind());
      field.setSources(Parts.strings(source.sources()));
      field.setConditions(Parts.strings(source.conditions()));
      fields.getField().add(field);
    }
    xml.setFields(fields);
    return xml;
  }
}
