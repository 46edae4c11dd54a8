package org.hutong.gateway.rest.internal;

import java.util.Map;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.CatalogueReports;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.Units;
import org.hutong.gateway.rest.internal.answers.CatalogueReportAnswer;
import org.hutong.gateway.rest.internal.answers.CatalogueReviewAnswer;
import org.hutong.gateway.rest.internal.answers.DeviationLine;
import org.hutong.gateway.rest.internal.answers.ListAnswer;
import org.hutong.gateway.rest.internal.answers.UnitAnswer;

/** What the contract says of the catalogue's reports, by the names it gives them. */
final class CatalogueShapes {
  static final Map<String, Class<?>> RECORDS =
      Map.ofEntries(
          Map.entry("Legal", Item.Legal.class),
          Map.entry("Condition", Item.Condition.class),
          Map.entry("MaterialRule", Item.MaterialRule.class),
          Map.entry("StepRule", Item.StepRule.class),
          Map.entry("Scheme", Catalogue.Scheme.class),
          Map.entry("Deviation", Item.Deviation.class),
          Map.entry("DeviationLine", DeviationLine.class),
          Map.entry("CatalogueReport", CatalogueReportAnswer.class),
          Map.entry("CatalogueReview", CatalogueReviewAnswer.class),
          Map.entry("Fill", CatalogueReports.Fill.class),
          Map.entry("Owner", CatalogueReports.Owner.class),
          Map.entry("CrosswalkLink", CatalogueReports.Linked.class),
          Map.entry("Draft", CatalogueReports.Draft.class),
          Map.entry("DraftList", ListAnswer.class),
          Map.entry("SurveyLine", CatalogueReports.SurveyLine.class),
          Map.entry("SurveyList", ListAnswer.class),
          Map.entry("Finding", Catalogue.Finding.class),
          Map.entry("Unit", UnitAnswer.class),
          Map.entry("UnitCode", Units.PlaceCode.class),
          Map.entry("UnitList", ListAnswer.class));
  static final Map<String, Class<? extends Enum<?>>> ENUMS =
      Map.of(
          "Owners", CatalogueReports.Owners.class,
          "Verdict", CatalogueReports.Verdict.class,
          "UnitKind", Units.Kind.class);

  private CatalogueShapes() {}
}
