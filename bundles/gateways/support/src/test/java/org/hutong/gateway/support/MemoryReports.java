package org.hutong.gateway.support;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.catalogue.Catalogue.Finding;
import org.hutong.catalogue.CatalogueAdmin;
import org.hutong.catalogue.CatalogueReports;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.Units;

/** Reports on one item, one wrong file and one unit. */
final class MemoryReports {
  private MemoryReports() {}

  static final CatalogueReports REPORTS =
      new CatalogueReports() {
        @Override
        public List<Draft> drafts() {
          return List.of(
              new Draft("SB-21", "SB", "初审", "初审", "", "", "社保所", "stated", "MZ-28", "", false));
        }

        @Override
        public List<Fill> fill() {
          return List.of(new Fill("MZ", "民政为老类", 37, 28, 3, 9, 0));
        }

        @Override
        public List<Owner> owners() {
          return List.of(new Owner("MZ-28", "临时救助", 1, "街道", Owners.UNDATED, "通知"));
        }

        @Override
        public List<Deviated> deviations() {
          return List.of(
              new Deviated(
                  Samples.ITEM,
                  "临时救助",
                  new Item.Deviation("limits.promised", null, "8个工作日", "细则", null)));
        }

        @Override
        public List<Linked> links() {
          return List.of(
              new Linked(
                  "survey-2016",
                  "MZ",
                  "民政为老类",
                  "tianqiao-2015",
                  "FL",
                  "社会福利",
                  1,
                  "审核人",
                  LocalDate.of(2026, 3, 1)));
        }

        @Override
        public List<Wall> walls() {
          return List.of();
        }

        @Override
        public Diff diff() {
          return new Diff(List.of(Samples.ITEM), List.of(), List.of());
        }

        @Override
        public InForce inForce() {
          return new InForce("ab12", 15);
        }

        @Override
        public List<Counted> counted(String toScheme, Map<String, Long> cases) {
          return List.of();
        }

        @Override
        public List<SurveyLine> survey(LocalDate today) {
          return List.of(new SurveyLine("I1", "街道五类之和", "153", "153", Verdict.AGREES));
        }
      };

  static final CatalogueAdmin ADMIN =
      new CatalogueAdmin() {
        @Override
        public List<Finding> check(Caller caller) {
          caller.mustBe(Role.ADMIN, Role.STREET_IT);
          return List.of(new Finding("items/MZ-28.v1.yaml", 5, "name", "缺少必填内容"));
        }

        @Override
        public List<Finding> load(Caller caller) {
          return check(caller);
        }
      };

  static final Units UNITS =
      new Units() {
        private final Unit street =
            new Unit(
                "s017",
                Kind.STREET,
                "街道",
                "广安门内街道",
                "xicheng",
                null,
                null,
                List.of(new PlaceCode("stat-2022", "110102017")),
                Set.of("广内"));

        @Override
        public List<Unit> find(String text, LocalDate on) {
          return text.equals("广内") ? List.of(street) : List.of();
        }

        @Override
        public Optional<Unit> byCode(String scheme, String code, LocalDate on) {
          return Optional.empty();
        }

        @Override
        public Optional<Unit> serving(String communityId, LocalDate on) {
          return Optional.empty();
        }

        @Override
        public List<Unit> all(Kind kind, LocalDate on) {
          return List.of(street);
        }
      };
}
