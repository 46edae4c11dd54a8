package org.hutong.core.catalogue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.Item.Deviation;
import org.hutong.catalogue.Item.MaterialRule;
import org.hutong.catalogue.Item.StepRule;
import org.hutong.catalogue.Item.Target;
import org.hutong.catalogue.ItemRef;
import org.hutong.core.rules.Fault;
import org.hutong.core.rules.Section;
import org.hutong.kernel.TimeLimit;
import org.jspecify.annotations.Nullable;

/**
 * A street's overlay (街道细则) over one version of a district's standard. It may name the street's own
 * unit for a step of its own levels, promise a tighter limit, let a material follow later, add
 * systems of the street and words of its people. It asks nothing more of a resident, loosens no
 * limit and touches no law: what the district promises holds in every street.
 */
final class Overlay {
  private static final Set<String> OWN_LEVELS = Set.of("社区", "街道");

  private final Section root;
  private final Item district;
  private final String basis;
  private final @Nullable LocalDate basisDate;
  private final List<Deviation> deviations = new ArrayList<>();

  private Overlay(Section root, Item district) {
    this.root = root;
    this.district = district;
    this.basis = root.text("basis");
    this.basisDate = root.date("basisDate");
  }

  /**
   * The item with the overlay on top; empty when the file is wrong, and the faults say why.
   *
   * @param all the district's standards
   * @param whole whether every item could be read; else one that is not there is passed over
   * @param bytes the file's, for the standard's digest
   */
  static Optional<Item> read(
      Path file,
      String name,
      byte[] bytes,
      Map<ItemRef, Item> all,
      boolean whole,
      List<Fault> faults) {
    int before = Fault.wrong(faults);
    Optional<Section> root = Section.read(file, name, faults);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    Section top = root.get();
    String scheme = top.text("scheme");
    String code = top.text("code");
    int version = top.integer("version", 1, 1_000_000, 0);
    Item district = all.get(new ItemRef(scheme, code, version));
    if (district == null && whole && !scheme.isEmpty() && !code.isEmpty()) {
      boolean other = all.keySet().stream().anyMatch(r -> r.sameItem(ref(scheme, code)));
      top.fault(
          other ? "version" : "code",
          other ? "区级标准中没有事项 " + code + " 的第" + version + "版" : "区级标准中没有事项 " + scheme + "/" + code);
    }
    if (district == null) {
      return Optional.empty();
    }
    Item laid = new Overlay(top, district).laid(bytes);
    top.end();
    return Fault.wrong(faults) == before ? Optional.of(laid) : Optional.empty();
  }

  private static ItemRef ref(String scheme, String code) {
    return new ItemRef(scheme, code, 0);
  }

  private Item laid(byte[] bytes) {
    List<StepRule> steps = steps();
    TimeLimit promised = promised();
    List<MaterialRule> materials = materials();
    List<Target> systems = systems();
    Set<String> words = new LinkedHashSet<>(district.words());
    words.addAll(root.texts("words"));
    for (String key : List.of("conditions", "form", "legal", "category", "name", "acceptOnEntry")) {
      root.refuse(key, "街道细则不能改区级标准的这一项");
    }
    if (deviations.isEmpty() && words.size() == district.words().size()) {
      root.fault("", "细则与区级标准没有不同之处");
    }
    return new Item(
        district.ref(),
        district.name(),
        district.category(),
        district.categoryName(),
        district.audience(),
        district.deliverable(),
        district.legal(),
        district.conditions(),
        materials,
        district.form(),
        steps,
        district.legalLimit(),
        promised,
        district.acceptOnEntry(),
        systems,
        district.origins(),
        List.copyOf(words),
        RuleDigest.standard(district.standard(), bytes),
        List.copyOf(deviations));
  }

  private void departs(String path, @Nullable String from, String to) {
    deviations.add(new Deviation(path, from, to, basis, basisDate));
  }

  private List<StepRule> steps() {
    List<StepRule> steps = new ArrayList<>(district.steps());
    Set<Integer> taken = new LinkedHashSet<>();
    int index = 0;
    for (Section s : root.sections("steps")) {
      int no = s.integer("no", 1, 99, 0);
      String unit = s.text("unit", 64);
      if (no < 1 || no > steps.size()) {
        s.fault("no", "区级标准没有这个环节");
      } else if (!taken.add(no)) {
        s.fault("no", "重复");
      } else {
        StepRule rule = steps.get(no - 1);
        if (!OWN_LEVELS.contains(rule.level())) {
          s.fault("unit", "该环节由" + rule.level() + "级办理，街道细则不能改");
        } else if (rule.unit().equals(unit)) {
          s.fault("unit", "与区级标准相同");
        } else {
          departs("steps[" + index + "].unit", rule.unit(), unit);
          steps.set(no - 1, new StepRule(no, rule.name(), unit, rule.level(), basis, basisDate));
        }
      }
      s.end();
      index++;
    }
    return List.copyOf(steps);
  }

  private @Nullable TimeLimit promised() {
    Section limits = root.section("limits");
    if (limits == null) {
      return district.promisedLimit();
    }
    TimeLimit own = ItemReader.limit(limits, "promised");
    limits.refuse("legal", "法定时限不能由街道细则改");
    limits.end();
    TimeLimit bound =
        district.promisedLimit() == null ? district.legalLimit() : district.promisedLimit();
    if (own == null) {
      return district.promisedLimit();
    }
    if (bound != null && bound.unit() != own.unit()) {
      limits.fault("promised.unit", "应与区级标准（" + bound.chinese() + "）用同一单位");
    } else if (bound != null && own.amount() > bound.amount()) {
      limits.fault("promised.amount", "只能比区级标准（" + bound.chinese() + "）更紧，不能放宽");
    } else if (!own.equals(district.promisedLimit())) {
      String from = district.promisedLimit() == null ? null : district.promisedLimit().chinese();
      departs("limits.promised", from, own.chinese());
    }
    return own;
  }

  /** A street may wait for a material; to ask for one more is for the district alone. */
  private List<MaterialRule> materials() {
    root.refuse("materials", "街道细则不能增减材料；允许容缺的写在 deferrable");
    Set<String> deferrable = new LinkedHashSet<>(root.texts("deferrable"));
    List<MaterialRule> materials = new ArrayList<>();
    for (MaterialRule rule : district.materials()) {
      boolean named = deferrable.remove(rule.code());
      if (named && rule.deferrable()) {
        root.fault("deferrable", rule.code() + " 在区级标准中已可容缺");
      } else if (named) {
        departs("deferrable", rule.name() + "：不可容缺", rule.name() + "：可容缺");
      }
      materials.add(
          new MaterialRule(rule.code(), rule.name(), rule.required(), rule.deferrable() || named));
    }
    deferrable.forEach(code -> root.fault("deferrable", "区级标准没有材料 " + code));
    return List.copyOf(materials);
  }

  private List<Target> systems() {
    List<Target> own = ItemReader.targets(root, "systems", district.steps().size());
    Set<String> taken = district.systems().stream().map(Target::system).collect(Collectors.toSet());
    for (Target target : own) {
      if (taken.contains(target.system())) {
        root.fault("systems", "系统 " + target.system() + " 已在区级标准中，街道细则只能增加");
      } else {
        departs("systems", null, target.system() + " " + target.deliverOn());
      }
    }
    List<Target> all = new ArrayList<>(district.systems());
    all.addAll(own);
    return List.copyOf(all);
  }
}
