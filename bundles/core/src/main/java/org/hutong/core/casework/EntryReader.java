package org.hutong.core.casework;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hutong.casework.Case.MaterialUse;
import org.hutong.casework.Case.Origin;
import org.hutong.casework.Case.Party;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.catalogue.LegalStatus;
import org.hutong.core.catalogue.FormChecker;
import org.hutong.kernel.InvalidValue;
import org.hutong.kernel.SystemId;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** Reads a case body (contract.md, Case body) and says everything that is wrong with it at once. */
final class EntryReader {
  private static final int MOST_MATERIALS = 50;

  private final Catalogue catalogue;
  private final FormChecker forms;

  EntryReader(Catalogue catalogue, FormChecker forms) {
    this.catalogue = catalogue;
    this.forms = forms;
  }

  /** An item with the body that was checked against it. */
  record Checked(Item item, Entry entry) {}

  /**
   * Reads a new case.
   *
   * @param today what birth dates are measured by
   * @throws Refused {@code INVALID_REQUEST} with every field; {@code ITEM_CLOSED}; {@code
   *     ITEM_VERSION_STALE}
   */
  Checked read(Map<String, Object> body, LocalDate today) {
    Fields fields = new Fields(body);
    Item item = item(fields);
    Entry entry = entry(fields, item, today);
    if (!fields.has("item") || !fields.has("subject")) {
      // A line of daily work is no service record (R44).
      throw Refused.fields(
          Code.NOT_A_SERVICE_RECORD, Code.NOT_A_SERVICE_RECORD.sentence(), fields.errors());
    }
    fields.check();
    return new Checked(item, entry);
  }

  /**
   * Reads an earlier case: whatever version or standing its item has now, and whatever its form and
   * its birth dates lack by today's standard.
   */
  Checked readHistory(Map<String, Object> body) {
    Fields fields = new Fields(body);
    Fields named = fields.object("item");
    Item item =
        named == null
            ? null
            : catalogue
                .item(String.valueOf(named.raw("scheme")), String.valueOf(named.raw("code")))
                .orElse(null);
    if (item == null) {
      fields.note("item", Code.ITEM_NOT_FOUND);
    }
    Entry entry = entry(fields, item, null);
    fields.check();
    return new Checked(item, entry);
  }

  /** Reads a corrected body of a case that keeps its item and where it began. */
  Entry reread(Map<String, Object> before, Map<String, Object> body, Item item, LocalDate today) {
    Fields fields = new Fields(body);
    Fields origin = new Fields(body);
    // What is wrong with an origin is noted with all the rest.
    if (!Objects.equals(origin(origin), origin(new Fields(before))) && origin.errors().isEmpty()) {
      fields.note("origin", Code.FIELD_VALUE, "更正不能更换来源");
    }
    if (!itemTree(item.ref()).equals(body.get("item"))) {
      fields.note("item", Code.FIELD_VALUE, "更正不能更换事项");
    }
    Entry entry = entry(fields, item, today);
    fields.check();
    return entry;
  }

  private @Nullable Item item(Fields fields) {
    Fields named = fields.object("item");
    if (named == null) {
      if (!fields.has("item")) {
        fields.note("item", Code.FIELD_MISSING);
      }
      return null;
    }
    named.only("scheme", "code", "version");
    String scheme = named.required("scheme", 32);
    String code = named.required("code", 40);
    Long version = named.integer("version", 1, 100_000);
    if (scheme == null || code == null) {
      return null;
    }
    Item item = catalogue.item(scheme, code).orElse(null);
    if (item == null) {
      named.note("code", Code.ITEM_NOT_FOUND);
    } else if (item.legal().status() == LegalStatus.ABOLISHED) {
      throw Refused.because(Code.ITEM_CLOSED);
    } else if (version != null && version != item.ref().version()) {
      if (version < item.ref().version()) {
        throw Refused.because(Code.ITEM_VERSION_STALE);
      }
      named.note("version", Code.FIELD_VALUE, "没有这一版事项标准");
    }
    return item;
  }

  /** What has no {@code today} is history. */
  private @Nullable Entry entry(Fields fields, @Nullable Item item, @Nullable LocalDate today) {
    fields.only(
        "item", "subject", "agent", "guardian", "form", "materials", "channel", "origin", "note");
    Party subject = PartyReader.subject(fields, today);
    Party agent = PartyReader.person(fields, "agent", today);
    Party guardian = PartyReader.person(fields, "guardian", today);
    List<MaterialUse> materials = materials(fields, item);
    String channel = Channels.of(fields);
    Origin origin = origin(fields);
    String note = fields.text("note", 2_000);
    if (item != null && today != null) {
      fields.addAll(forms.check(item, fields.raw("form")));
    }
    if (!fields.errors().isEmpty() || item == null || subject == null) {
      return null;
    }
    Map<String, Object> form = form(fields);
    return new Entry(
        item.ref(),
        subject,
        agent,
        guardian,
        form,
        materials,
        channel,
        origin,
        note == null ? "" : note,
        tree(item.ref(), subject, agent, guardian, form, materials, channel, origin, note));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> form(Fields fields) {
    return fields.raw("form") instanceof Map<?, ?> form ? (Map<String, Object>) form : Map.of();
  }

  private static @Nullable Origin origin(Fields fields) {
    Fields origin = fields.object("origin");
    if (origin == null) {
      return null;
    }
    origin.only("system", "reference");
    String system = origin.required("system", 40);
    String reference = origin.required("reference", 100);
    if (system == null || reference == null) {
      return null;
    }
    try {
      return new Origin(SystemId.parse(system).value(), reference);
    } catch (InvalidValue e) {
      origin.note("system", Code.FIELD_VALUE, e.getMessage());
      return null;
    }
  }

  private static List<MaterialUse> materials(Fields fields, @Nullable Item item) {
    List<MaterialUse> found = new ArrayList<>();
    for (Fields use : fields.objects("materials", MOST_MATERIALS)) {
      use.only("code", "id", "verifiedOriginal", "deferred");
      String code = use.required("code", 40);
      String id = use.text("id", 36);
      boolean verified = use.flag("verifiedOriginal");
      boolean deferred = use.flag("deferred");
      if (code == null) {
        continue;
      }
      if (item != null && item.materials().stream().noneMatch(m -> m.code().equals(code))) {
        use.note("code", Code.FIELD_VALUE, "该事项没有这种材料");
      }
      found.add(new MaterialUse(code, id, verified, deferred));
    }
    return found;
  }

  /** The item as it stands in a body. */
  static Map<String, Object> itemTree(ItemRef ref) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("scheme", ref.scheme());
    tree.put("code", ref.code());
    tree.put("version", (long) ref.version());
    return tree;
  }

  private static Map<String, Object> tree(
      ItemRef item,
      Party subject,
      @Nullable Party agent,
      @Nullable Party guardian,
      Map<String, Object> form,
      List<MaterialUse> materials,
      String channel,
      @Nullable Origin origin,
      @Nullable String note) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("item", itemTree(item));
    body.put("subject", PartyReader.tree(subject));
    body.put("agent", agent == null ? null : PartyReader.tree(agent));
    body.put("guardian", guardian == null ? null : PartyReader.tree(guardian));
    body.put("form", form);
    body.put("materials", materials.stream().map(EntryReader::tree).toList());
    body.put("channel", channel);
    body.put(
        "origin",
        origin == null ? null : Map.of("system", origin.system(), "reference", origin.reference()));
    body.put("note", note == null ? "" : note);
    return body;
  }

  private static Map<String, Object> tree(MaterialUse use) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("code", use.code());
    tree.put("id", use.id());
    tree.put("verifiedOriginal", use.verifiedOriginal());
    tree.put("deferred", use.deferred());
    return tree;
  }

  /** The materials named by id that are not uploaded whole. */
  static List<FieldError> missing(List<MaterialUse> uses, Set<String> complete) {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < uses.size(); i++) {
      String id = uses.get(i).id();
      if (id != null && !complete.contains(id)) {
        errors.add(FieldError.of("/materials/" + i + "/id", Code.MATERIAL_NOT_FOUND));
      }
    }
    return errors;
  }
}
