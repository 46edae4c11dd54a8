package org.hutong.core.catalogue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hutong.catalogue.DeliverOn;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.catalogue.LegalStatus;
import org.hutong.core.rules.BadExpression;
import org.hutong.core.rules.Expression;
import org.hutong.core.rules.Fault;
import org.hutong.core.rules.Section;
import org.hutong.kernel.Operation;
import org.hutong.kernel.SystemId;
import org.hutong.kernel.TimeLimit;
import org.jspecify.annotations.Nullable;

/** One item's YAML file as an item; every fault of the file is found in one pass. */
final class ItemReader {
  private static final Set<String> LEVELS = Set.of("社区", "街道", "区", "市");

  private final Map<String, Map<String, String>> categories;

  /** Scheme to its categories, code to name. */
  ItemReader(Map<String, Map<String, String>> categories) {
    this.categories = categories;
  }

  Optional<Item> read(Path file, String name, byte[] bytes, List<Fault> faults) {
    int before = Fault.wrong(faults);
    Optional<Section> root = Section.read(file, name, faults);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    Item item = item(root.get(), RuleDigest.standard("", bytes));
    root.get().end();
    return Fault.wrong(faults) == before ? Optional.of(item) : Optional.empty();
  }

  private Item item(Section root, String standard) {
    ItemRef ref =
        new ItemRef(
            root.text("scheme", 32),
            root.text("code", 40),
            root.integer("version", 1, 1_000_000, 0));
    if (ref.version() == 0) {
      root.fault("version", "应为从 1 开始的整数");
    }
    String category = root.text("category");
    String categoryName = categories.getOrDefault(ref.scheme(), Map.of()).get(category);
    if (categoryName == null) {
      root.fault("category", "分类不在 catalogue/categories.csv 中");
    }
    List<Item.StepRule> steps = steps(root);
    Map<String, Object> form =
        FormSchema.closed(
            root.tree("form"),
            (at, reason) -> root.fault(at.isEmpty() ? "form" : "form." + at, reason));
    Section limits = root.section("limits");
    Item item =
        new Item(
            ref,
            root.text("name"),
            category,
            String.valueOf(categoryName),
            List.copyOf(root.texts("audience")),
            root.text("deliverable"),
            legal(root),
            conditions(root),
            materials(root),
            Frozen.map(form),
            steps,
            limits == null ? null : limit(limits, "legal"),
            limits == null ? null : limit(limits, "promised"),
            root.flag("acceptOnEntry", false),
            targets(root, "systems", steps.size()),
            targets(root, "origins", steps.size()),
            List.copyOf(root.texts("words")),
            standard,
            List.of());
    if (limits != null) {
      limits.end();
    }
    return item;
  }

  private static Item.Legal legal(Section root) {
    Section legal = root.section("legal");
    if (legal == null) {
      root.fault("legal", "缺少必填内容");
      return new Item.Legal(LegalStatus.UNVERIFIED, null, null);
    }
    LegalStatus status = legal.choice("status", LegalStatus.class);
    String document = legal.optional("document");
    String note = legal.optional("note");
    legal.end();
    return new Item.Legal(status == null ? LegalStatus.UNVERIFIED : status, document, note);
  }

  private static List<Item.Condition> conditions(Section root) {
    List<Item.Condition> conditions = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    for (Section s : root.sections("conditions")) {
      String expression = s.optional("expression");
      if (expression != null) {
        try {
          Expression.compile(expression);
        } catch (BadExpression e) {
          s.fault("expression", e.getMessage());
        }
      }
      conditions.add(new Item.Condition(unique(s, "code", codes), s.text("text"), expression));
      s.end();
    }
    return List.copyOf(conditions);
  }

  private static List<Item.MaterialRule> materials(Section root) {
    List<Item.MaterialRule> materials = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    for (Section s : root.sections("materials")) {
      materials.add(
          new Item.MaterialRule(
              unique(s, "code", codes),
              s.text("name"),
              s.flag("required", false),
              s.flag("deferrable", false)));
      s.end();
    }
    return List.copyOf(materials);
  }

  private static List<Item.StepRule> steps(Section root) {
    List<Item.StepRule> steps = new ArrayList<>();
    for (Section s : root.sections("steps")) {
      int no = s.integer("no", 1, 99, 0);
      if (no != steps.size() + 1) {
        s.fault("no", "环节应从 1 起依次编号");
      }
      String level = s.text("level");
      if (!LEVELS.contains(level)) {
        s.fault("level", "只能取 社区、街道、区、市");
      }
      steps.add(
          new Item.StepRule(
              no,
              s.text("name"),
              s.text("unit", 64),
              level,
              s.optional("basis"),
              s.date("basisDate")));
      s.end();
    }
    if (steps.isEmpty()) {
      root.fault("steps", "至少要有一个环节");
    }
    return List.copyOf(steps);
  }

  static @Nullable TimeLimit limit(Section limits, String key) {
    Section limit = limits.section(key);
    if (limit == null) {
      limits.optional(key);
      return null;
    }
    int amount = limit.integer("amount", 1, 10_000, 1);
    TimeLimit.Unit unit = limit.choice("unit", TimeLimit.Unit.class);
    limit.end();
    return unit == null ? null : new TimeLimit(amount, unit);
  }

  static List<Item.Target> targets(Section root, String key, int steps) {
    List<Item.Target> targets = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Section s : root.sections(key)) {
      String id = unique(s, "system", ids);
      s.parsed("system", SystemId::new);
      DeliverOn on =
          s.parsed("deliverOn", DeliverOn::parse, "只能取 ACCEPTED、COMPLETED，或 STEP(1) 这样的环节");
      if (on != null && on.step() > steps) {
        s.fault("deliverOn", "没有这个环节");
      }
      String mapping = s.text("mapping");
      if (!mapping.isEmpty() && !mapping.matches("[a-z0-9][a-z0-9-]*\\.jsonata")) {
        s.fault("mapping", "应为该系统文件夹中的 .jsonata 文件名");
      }
      Set<Operation> updates = EnumSet.noneOf(Operation.class);
      for (String update : s.texts("updates")) {
        if (update.equals("CORRECT") || update.equals("CANCEL")) {
          updates.add(Operation.valueOf(update));
        } else {
          s.fault("updates", "只能取 CORRECT、CANCEL");
        }
      }
      if (on != null) {
        targets.add(new Item.Target(id, on, mapping, Set.copyOf(updates)));
      }
      s.end();
    }
    return List.copyOf(targets);
  }

  private static String unique(Section s, String key, Set<String> taken) {
    String value = s.text(key);
    if (!value.isEmpty() && !taken.add(value)) {
      s.fault(key, "重复");
    }
    return value;
  }
}
