package org.hutong.core.statistics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.catalogue.Item;
import org.jspecify.annotations.Nullable;

/**
 * A body with every field of an item's form filled and one element in every list; and for each of
 * its values what else could stand there. It is mapped and thrown away, never stored or sent.
 */
final class SampleBody {
  private static final int MOST_OTHERS = 3;

  /**
   * One value of the body.
   *
   * @param path keys, and 0 for the one element of a list
   * @param others values that could stand there instead
   * @param free whether it could be any text, such as one that a system has a code for
   * @param list whether it is a list, to be left out with its one element
   */
  record Place(List<Object> path, List<Object> others, boolean free, boolean list) {
    /** Such as {@code /form/family/*}{@code /name}. */
    String pointer() {
      StringBuilder text = new StringBuilder();
      path.forEach(p -> text.append('/').append(p instanceof Integer ? "*" : p));
      return list ? text + "/*" : text.toString();
    }
  }

  private final Map<String, Object> body = new LinkedHashMap<>();
  private final List<Place> places = new ArrayList<>();

  private SampleBody() {}

  /** For a person, or for an organisation. */
  static SampleBody of(Item item, boolean person) {
    SampleBody sample = new SampleBody();
    Map<String, Object> ref = new LinkedHashMap<>();
    ref.put("scheme", item.ref().scheme());
    ref.put("code", item.ref().code());
    ref.put("version", (long) item.ref().version());
    sample.body.put("item", ref);
    sample.place(List.of("item", "code"), item.ref().code() + "0");
    sample.place(List.of("item", "version"), item.ref().version() + 1L);
    sample.body.put("subject", sample.party("subject", person));
    sample.body.put("agent", sample.party("agent", true));
    sample.body.put("guardian", sample.party("guardian", true));
    sample.body.put("form", sample.value(item.form(), List.of("form")));
    sample.materials(item);
    sample.body.put("channel", "STATION");
    sample.place(List.of("channel"), "WINDOW");
    sample.body.put("origin", null);
    sample.body.put("note", "备注");
    sample.place(List.of("note"), "另一备注");
    return sample;
  }

  /** The body; the caller changes copies only. */
  Map<String, Object> body() {
    return body;
  }

  /** Its values. */
  List<Place> places() {
    return places;
  }

  private void place(List<Object> path, Object... others) {
    places.add(new Place(path, List.of(others), false, false));
  }

  private Map<String, Object> party(String name, boolean person) {
    Map<String, Object> party = new LinkedHashMap<>();
    party.put("kind", person ? "PERSON" : "ORGANIZATION");
    place(List.of(name, "kind"), person ? "ORGANIZATION" : "PERSON", "NONE", "PLACE");
    field(party, name, "name", "甲", "乙");
    field(party, name, "idType", person ? "RESIDENT_ID" : "CREDIT_CODE", "PASSPORT");
    field(
        party,
        name,
        "idNumber",
        person ? "110102198001011239" : "91350100M000100Y43",
        "11010519491231002X");
    field(party, name, "phone", "13800000000", "13800000001");
    field(party, name, "address", "某路1号", "某路2号");
    Map<String, Object> community = new LinkedHashMap<>();
    community.put("scheme", "stat-2022");
    community.put("code", "110102014003");
    party.put("community", community);
    place(List.of(name, "community", "code"), "110102014004");
    return party;
  }

  private void field(
      Map<String, Object> party, String name, String field, String value, String other) {
    party.put(field, value);
    place(List.of(name, field), other);
  }

  private void materials(Item item) {
    List<Object> uses = new ArrayList<>();
    if (!item.materials().isEmpty()) {
      Map<String, Object> use = new LinkedHashMap<>();
      use.put("code", item.materials().get(0).code());
      use.put("id", "00000000-0000-0000-0000-000000000001");
      use.put("verifiedOriginal", false);
      use.put("deferred", false);
      uses.add(use);
      List<Object> others =
          item.materials().stream().skip(1).limit(MOST_OTHERS).map(m -> (Object) m.code()).toList();
      places.add(new Place(List.of("materials", 0, "code"), others, true, false));
      places.add(new Place(List.of("materials"), List.of(), false, true));
      place(List.of("materials", 0, "id"), "00000000-0000-0000-0000-000000000002");
    }
    body.put("materials", uses);
  }

  private @Nullable Object value(Map<?, ?> schema, List<Object> path) {
    Object type = schema.get("type");
    String kind = type instanceof List<?> several ? several.get(0).toString() : type + "";
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      Map<String, Object> object = new LinkedHashMap<>();
      properties.forEach(
          (name, inner) -> {
            Object value = value((Map<?, ?>) inner, below(path, name));
            object.put(name.toString(), value);
          });
      return object;
    }
    if (schema.get("items") instanceof Map<?, ?> items) {
      List<Object> list = new ArrayList<>();
      list.add(value(items, below(path, 0)));
      places.add(new Place(path, List.of(), false, true));
      return list;
    }
    List<Object> values = values(schema, kind);
    boolean free = kind.equals("string") && !schema.containsKey("enum");
    places.add(new Place(path, List.copyOf(values.subList(1, values.size())), free, false));
    return values.get(0);
  }

  private static List<Object> below(List<Object> path, Object name) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(name);
    return List.copyOf(longer);
  }

  /** A value and others that could stand there. */
  private static List<Object> values(Map<?, ?> schema, String kind) {
    if (schema.get("const") != null) {
      return List.of(schema.get("const"));
    }
    List<Object> values = new ArrayList<>();
    for (String list : new String[] {"enum", "examples"}) {
      if (schema.get(list) instanceof List<?> given && given.size() > 1) {
        given.stream().limit(MOST_OTHERS + 1L).forEach(values::add);
        return values;
      }
    }
    return switch (kind) {
      case "integer", "number" -> numbers(schema.get("minimum"), schema.get("examples"));
      case "boolean" -> List.of(true, false);
      default -> texts(schema);
    };
  }

  private static List<Object> numbers(@Nullable Object minimum, @Nullable Object examples) {
    Object first = examples instanceof List<?> given && !given.isEmpty() ? given.get(0) : minimum;
    long number = first instanceof Number n ? new BigDecimal(n.toString()).longValue() : 0;
    return List.of(number + 1, number + 2);
  }

  private static List<Object> texts(Map<?, ?> schema) {
    if ("date".equals(schema.get("format"))) {
      return List.of("2016-09-14", "2016-10-08");
    }
    if (schema.get("format") != null) {
      return List.of("110102198001011239", "11010519491231002X");
    }
    Object example = schema.get("examples") instanceof List<?> l && !l.isEmpty() ? l.get(0) : "甲";
    return List.of(example, example + "乙");
  }
}
