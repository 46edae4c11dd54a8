package org.hutong.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hutong.catalogue.Item;
import org.hutong.core.store.DatabaseConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The forms as the stand-ins' own schemas have them (示例(虚构)): what a clerk would type apart today,
 * beside what is typed once here. No figure was measured in the field.
 */
class FormsOfTheStandInsTest {
  private static final Path STAND_INS = Path.of("../../itests/stand-ins/src/main");
  private static final int FAMILY_BESIDE_THE_APPLICANT = 2;
  private static final int MATERIALS = 3;

  @TempDir Path folder;
  private CountedStreet street;

  @BeforeEach
  void open() throws Exception {
    street = new CountedStreet(DatabaseConfig.derby(folder.resolve("data/db")), folder);
  }

  @AfterEach
  void close() {
    street.close();
  }

  /** Columns of {@code djl.t_bj}, without those that only a machine writes. */
  private static Set<String> flow() throws IOException {
    String sql = Files.readString(STAND_INS.resolve("resources/sql/djl.sql"));
    String table = sql.substring(sql.indexOf("CREATE TABLE djl.t_bj"), sql.indexOf("djl.t_ls"));
    Matcher column =
        Pattern.compile("(?m)^  (\\w+) (?:varchar|timestamp|char|integer)").matcher(table);
    Set<String> columns = new TreeSet<>();
    while (column.find()) {
      columns.add(column.group(1));
    }
    columns.removeAll(Set.of("lybh", "lybb"));
    return columns;
  }

  private static Set<String> hub() throws IOException {
    String java =
        Files.readString(STAND_INS.resolve("java/org/hutong/standins/hub/CaseRecord.java"));
    Matcher field = Pattern.compile("\"(\\w+)\", new Rule").matcher(java);
    Set<String> fields = new TreeSet<>();
    while (field.find()) {
      fields.add(field.group(1));
    }
    return fields;
  }

  /** Simple elements of a type of the WSDL, with the elements of its types below them. */
  private static Set<String> aid() throws Exception {
    Document wsdl =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(STAND_INS.resolve("resources/wsdl/zhjz.wsdl").toFile());
    return aid(wsdl, "TempAidApply", "apply");
  }

  private static Set<String> aid(Document wsdl, String type, String path) {
    Set<String> fields = new TreeSet<>();
    if (type.isEmpty()) {
      return fields;
    }
    NodeList types = wsdl.getElementsByTagName("xs:complexType");
    for (int i = 0; i < types.getLength(); i++) {
      Element found = (Element) types.item(i);
      if (found.getAttribute("name").equals(type)) {
        NodeList elements = found.getElementsByTagName("xs:element");
        for (int e = 0; e < elements.getLength(); e++) {
          Element element = (Element) elements.item(e);
          String list = element.hasAttribute("maxOccurs") ? "[]" : "";
          String below = path + "." + element.getAttribute("name") + list;
          Set<String> inner = aid(wsdl, element.getAttribute("type").replace("tns:", ""), below);
          fields.addAll(inner.isEmpty() ? Set.of(below) : inner);
        }
      }
    }
    return fields;
  }

  /** Fields of a page, in its order. */
  private static List<String> page(String id) throws IOException {
    String java = Files.readString(STAND_INS.resolve("java/org/hutong/standins/forms/Forms.java"));
    Matcher name = Pattern.compile("\"" + id + "\", ([A-Z]+)").matcher(java);
    assertThat(name.find()).as(id).isTrue();
    String form = java.substring(java.indexOf("Form " + name.group(1) + " ="));
    Matcher field =
        Pattern.compile("new FormField\\(\"(\\w+)\"").matcher(form.substring(0, form.indexOf(";")));
    return field.results().map(found -> found.group(1)).toList();
  }

  /** Elements of an application for housing, in their order. */
  private static List<String> housing() throws IOException {
    String python = Files.readString(STAND_INS.resolve("python/soap.py"));
    Matcher names = Pattern.compile("for name in \\((\"lsh\".*?)\\)").matcher(python);
    assertThat(names.find()).isTrue();
    return List.of(names.group(1).replace("\"", "").split(", "));
  }

  /** Columns of the template of 就业服务数据. */
  private static List<String> template() throws IOException {
    String python = Files.readString(STAND_INS.resolve("python/files.py"));
    Matcher columns = Pattern.compile("EMPLOYED = \\[(.*?)\\]").matcher(python);
    assertThat(columns.find()).isTrue();
    return List.of(columns.group(1).replace("\"", "").split(", "));
  }

  /** Columns of 失业登记 that a street knows; the others are the platform's own. */
  private static Set<String> unemployed() throws IOException {
    String sql = Files.readString(STAND_INS.resolve("resources/sql/jy.sql"));
    String table = sql.substring(sql.indexOf("cz_jy_base.sydj"), sql.indexOf("cz_jy_base.pxjl"));
    Matcher column = Pattern.compile("(\\w+) (?:varchar|char|timestamp)\\(").matcher(table);
    Set<String> columns = new TreeSet<>();
    while (column.find()) {
      columns.add(column.group(1));
    }
    assertThat(columns).hasSize(13);
    // Numbers, states and marks of its own, the name beside the code, and what is never stored.
    columns.removeAll(Set.of("djbh", "zt", "gxsj", "scbz", "sqmc", "mz"));
    return columns;
  }

  private Set<String> traced(String system) {
    return traced("MZ-28", system);
  }

  private Set<String> traced(String item, String system) {
    return street.statistics.typingOfItem(CountedStreet.DISPATCHER, item).fields().stream()
        .filter(f -> f.system().equals(system) && f.operation().equals("CREATE"))
        .map(f -> f.field())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyFieldOfTheThreeFormsIsTracedOrIsTheSystemsOwn() throws Exception {
    assertThat(aid()).isEqualTo(traced("si-02"));
    Set<String> flow = flow();
    // The system numbers its record itself, and nobody tells it of the end.
    flow.removeAll(Set.of("bjbh", "bjsj", "bjjg"));
    assertThat(traced("si-04")).isEqualTo(flow);
    Set<String> hub = hub();
    hub.remove("bjsj");
    assertThat(traced("si-07")).isEqualTo(hub);
  }

  @Test
  void everyFieldOfThePagesAndOfTheOtherFormsIsTraced() throws Exception {
    assertThat(traced("SQ-14", "si-08")).containsExactlyInAnyOrderElementsOf(page("SI-08"));
    assertThat(traced("CZ-01", "si-10a")).containsExactlyInAnyOrderElementsOf(page("SI-10a"));
    assertThat(traced("MZ-22", "si-11")).containsExactlyInAnyOrderElementsOf(page("SI-11"));
    assertThat(traced("SB-16", "si-12")).containsExactlyInAnyOrderElementsOf(page("SI-12"));
    assertThat(traced("CZ-12", "si-10c")).containsExactlyInAnyOrderElementsOf(template());
    assertThat(traced("SB-19", "si-13"))
        .containsExactlyInAnyOrderElementsOf(housing().stream().map(f -> "form." + f).toList());
    Set<String> inbox = traced("SB-02", "si-01");
    assertThat(inbox).contains("ywlx");
    assertThat(inbox.stream().filter(f -> f.startsWith("nr.")).map(f -> f.substring(3)))
        .containsExactlyInAnyOrderElementsOf(unemployed());
  }

  /** What a clerk fills in a system's own form, by its schema. */
  private static Collection<String> form(String system) throws Exception {
    return switch (system) {
      case "si-01" -> unemployed();
      case "si-02" -> aid();
      case "si-04" -> flow();
      case "si-07" -> hub();
      case "si-08" -> page("SI-08");
      case "si-10a" -> page("SI-10a");
      case "si-10c" -> template();
      case "si-11" -> page("SI-11");
      case "si-12" -> page("SI-12");
      case "si-13" -> housing();
      default -> throw new IllegalArgumentException(system);
    };
  }

  /**
   * Two short forms beside the platform's own entry save nothing yet: it is the third that does.
   */
  @Test
  void whatGoesToThreeSystemsIsTypedOnceInsteadOfInTheFormOfEach() throws Exception {
    Map<String, Integer> apart = new TreeMap<>();
    for (String code : street.samples.keySet()) {
      Item item = street.catalogue.item("survey-2016", code).orElseThrow();
      int fields = 0;
      for (Item.Target target : item.systems()) {
        fields += form(target.system()).size();
      }
      apart.put(code, fields);
      if (item.systems().size() > 2) {
        assertThat(TypedValues.in(street.sample(code))).as(code).isLessThan(fields);
      }
    }
    assertThat(apart)
        .hasSameSizeAs(street.samples)
        .containsAllEntriesOf(Map.of("SB-02", 24, "SB-19", 24, "CZ-01", 25, "MZ-22", 22));
  }

  @Test
  void aFamilyOfThreeIsTypedOnceInsteadOfInThreeForms() throws Exception {
    long apart = flow().size() + hub().size();
    for (String field : aid()) {
      if (field.startsWith("apply.jtcy[]")) {
        apart += FAMILY_BESIDE_THE_APPLICANT;
      } else if (field.startsWith("apply.clqd[]")) {
        apart += field.endsWith("clmc") ? MATERIALS : 0; // the files' numbers are no typing
      } else {
        apart++;
      }
    }
    assertThat(flow()).hasSize(9);
    assertThat(hub()).hasSize(8);
    assertThat(apart).isEqualTo(42);
    assertThat(TypedValues.in(body())).isEqualTo(24);
  }

  private Map<String, Object> body() {
    Map<String, Object> body = street.sample("MZ-28");
    Map<String, Object> form = CountedStreet.in(body, "form");
    form.put("householdAddress", "某胡同1号");
    List<Object> family = new ArrayList<>();
    List<Object> materials = new ArrayList<>();
    for (int i = 0; i < FAMILY_BESIDE_THE_APPLICANT; i++) {
      Map<String, Object> member = new LinkedHashMap<>();
      member.put("name", "某");
      member.put("relation", "子女");
      member.put("idNumber", "11010519491231002X");
      member.put("monthlyIncomeFen", 1L);
      member.put("health", "良好");
      family.add(member);
    }
    for (String code : List.of("ID_COPY", "INCOME_PROOF", "HARDSHIP_PROOF")) {
      materials.add(new LinkedHashMap<>(Map.of("code", code, "verifiedOriginal", true)));
    }
    form.put("family", family);
    body.put("materials", materials);
    body.put("note", "");
    return body;
  }
}
