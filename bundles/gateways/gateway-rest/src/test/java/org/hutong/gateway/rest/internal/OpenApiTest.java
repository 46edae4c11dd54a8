package org.hutong.gateway.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.rest.internal.Harness.MAPPER;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.ws.rs.Consumes;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import org.hutong.casework.Action;
import org.hutong.casework.Case;
import org.hutong.casework.CaseState;
import org.hutong.casework.Material;
import org.hutong.casework.StepState;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.catalogue.LegalStatus;
import org.hutong.changes.Change;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.DeliveryState;
import org.hutong.delivery.HoldingsCheck;
import org.hutong.delivery.Reconciliation;
import org.hutong.delivery.Replay;
import org.hutong.gateway.rest.internal.answers.CaseAnswer;
import org.hutong.gateway.rest.internal.answers.CaseLine;
import org.hutong.gateway.rest.internal.answers.ChangesAnswer;
import org.hutong.gateway.rest.internal.answers.DeliveryAnswer;
import org.hutong.gateway.rest.internal.answers.ItemAnswer;
import org.hutong.gateway.rest.internal.answers.ItemLine;
import org.hutong.gateway.rest.internal.answers.ItemSummary;
import org.hutong.gateway.rest.internal.answers.ListAnswer;
import org.hutong.gateway.rest.internal.problems.Problem;
import org.hutong.gateway.rest.internal.resources.Routes;
import org.hutong.kernel.Operation;
import org.hutong.kernel.Place;
import org.hutong.kernel.TimeLimit;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.systems.Appliance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract that is handed out says what the code does, and the code does no more. */
class OpenApiTest {
  private static final Map<String, Class<?>> RECORDS = records();
  private static final Map<String, Class<? extends Enum<?>>> ENUMS =
      Map.ofEntries(
          Map.entry("CaseState", CaseState.class),
          Map.entry("StepState", StepState.class),
          Map.entry("DeliveryState", DeliveryState.class),
          Map.entry("HoldingsStanding", HoldingsCheck.Standing.class),
          Map.entry("HoldingsKind", HoldingsCheck.Kind.class),
          Map.entry("Operation", Operation.class),
          Map.entry("PartyKind", Case.PartyKind.class),
          Map.entry("LegalStatus", LegalStatus.class),
          Map.entry("TimeUnit", TimeLimit.Unit.class),
          Map.entry("Code", Code.class));
  private static Harness harness;
  private static JsonNode document;

  private static Map<String, Class<?>> records() {
    Map<String, Class<?>> records = new LinkedHashMap<>();
    records.put("Problem", Problem.class);
    records.put("FieldError", FieldError.class);
    records.put("Place", Place.class);
    records.put("ItemRef", ItemRef.class);
    records.put("ItemLine", ItemLine.class);
    records.put("Party", Case.Party.class);
    records.put("MaterialUse", Case.MaterialUse.class);
    records.put("Gap", Case.Gap.class);
    records.put("Origin", Case.Origin.class);
    records.put("Due", Case.Due.class);
    records.put("Step", CaseAnswer.Step.class);
    records.put("DeliveryLine", CaseAnswer.DeliveryLine.class);
    records.put("Event", Case.Event.class);
    records.put("Decision", Case.Decision.class);
    records.put("Evaluation", Case.Evaluation.class);
    records.put("Case", CaseAnswer.class);
    records.put("CaseLine", CaseLine.class);
    records.put("ItemSummary", ItemSummary.class);
    records.put("TimeLimit", TimeLimit.class);
    records.put("Target", ItemAnswer.Target.class);
    records.put("Item", ItemAnswer.class);
    records.putAll(CatalogueShapes.RECORDS);
    records.put("Attempt", Delivery.Attempt.class);
    records.put("SheetLine", Delivery.SheetLine.class);
    records.put("Exchange", Delivery.Exchange.class);
    records.put("Delivery", DeliveryAnswer.class);
    records.put("Replay", Replay.class);
    records.put("ReplayLine", Replay.Line.class);
    records.put("ReplaySkipped", Replay.Skipped.class);
    records.put("ReconciliationLine", Reconciliation.Line.class);
    records.put("ReconciliationDifference", Reconciliation.Difference.class);
    records.put("Reconciliation", Reconciliation.class);
    records.put("HoldingsCheck", HoldingsCheck.class);
    records.put("HoldingsLine", HoldingsCheck.Line.class);
    records.put("HoldingsDifference", HoldingsCheck.Difference.class);
    records.putAll(SystemShapes.RECORDS);
    records.put("Change", Change.class);
    records.put("ChangeList", ChangesAnswer.class);
    records.put("Purpose", Appliance.Purpose.class);
    records.put("Capabilities", Appliance.Capabilities.class);
    records.put("Material", Material.class);
    records.putAll(FlowRecords.all());
    records.putAll(CountRecords.all());
    String lists = "Case Item Delivery System Feed RecordCount Quarantined Definition";
    Stream.of(lists.split(" ")).forEach(l -> records.put(l + "List", ListAnswer.class));
    return records;
  }

  @BeforeAll
  static void open() throws Exception {
    harness = new Harness();
    var anonymous = java.net.http.HttpRequest.newBuilder(harness.uri("/api/v1/openapi.json"));
    document = MAPPER.readTree(harness.send(anonymous).body());
  }

  @AfterAll
  static void close() throws Exception {
    harness.close();
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode resolve(JsonNode node) {
    String ref = node.path("$ref").asText();
    return ref.isEmpty() ? node : document.at(ref.substring(1));
  }

  private static JsonNode schema(String name) {
    return document.at("/components/schemas/" + name);
  }

  private static String where(Routes.Route route) {
    return "/paths/"
        + route.template().substring("/v1".length()).replace("~", "~0").replace("/", "~1")
        + "/"
        + route.method().toLowerCase(java.util.Locale.ROOT);
  }

  @Test
  void itIsAnsweredToAnybodyAndNamesItsVersion() {
    assertThat(document.path("openapi").asText()).isEqualTo("3.0.3");
    assertThat(document.at("/servers/0/url").asText()).isEqualTo("/api/v1");
  }

  @Test
  void itHasTheResourcesOperationsAndNoOther() {
    Set<String> served =
        harness.routes().all().stream().map(OpenApiTest::where).collect(Collectors.toSet());
    Set<String> documented = new TreeSet<>();
    for (String path : names(document.path("paths"))) {
      Set<String> methods = names(document.path("paths").path(path));
      methods.remove("parameters");
      for (String method : methods) {
        documented.add("/paths/" + path.replace("/", "~1") + "/" + method);
      }
    }

    assertThat(documented).containsExactlyInAnyOrderElementsOf(served);
  }

  @Test
  void everyPathThatAsksWhoCallsTakesTheUnitTheHubActsFor() {
    for (String path : names(document.path("paths"))) {
      JsonNode shared = document.path("paths").path(path).path("parameters");
      List<String> named = new ArrayList<>();
      shared.forEach(p -> named.add(resolve(p).path("name").asText()));
      assertThat(named)
          .as(path)
          .isEqualTo(asksWhoCalls(path) ? List.of("Hutong-On-Behalf-Of") : List.of());
    }
  }

  private static boolean asksWhoCalls(String path) {
    return !path.equals("/openapi.json") && !path.startsWith("/hooks/");
  }

  @Test
  void everyOperationHasTheParametersOfItsMethod() {
    for (Routes.Route route : harness.routes().all()) {
      Set<String> documented = new TreeSet<>();
      for (JsonNode parameter : document.at(where(route)).path("parameters")) {
        JsonNode p = resolve(parameter);
        documented.add(p.path("in").asText() + " " + p.path("name").asText());
        assertThat(p.path("description").asText()).as(where(route)).isNotEmpty();
      }
      assertThat(documented).as(where(route)).isEqualTo(parameters(route.java()));
    }
  }

  private static Set<String> parameters(Method method) {
    Set<String> parameters = new TreeSet<>();
    for (Annotation a :
        Arrays.stream(method.getParameterAnnotations()).flatMap(Arrays::stream).toList()) {
      if (a instanceof QueryParam p) {
        parameters.add("query " + p.value());
      } else if (a instanceof PathParam p) {
        parameters.add("path " + p.value());
      } else if (a instanceof HeaderParam p && !p.value().equals("Content-Type")) {
        parameters.add("header " + p.value());
      }
    }
    return parameters;
  }

  @Test
  void everyOperationTakesTheContentTypesOfItsMethod() {
    for (Routes.Route route : harness.routes().all()) {
      Consumes consumes = route.java().getAnnotation(Consumes.class);
      Set<String> types = consumes == null ? Set.of() : Set.of(consumes.value());
      JsonNode content = document.at(where(route)).path("requestBody").path("content");
      assertThat(names(content)).as(where(route)).isEqualTo(new TreeSet<>(types));
    }
  }

  @Test
  void everyAnswerHasTheFieldsOfItsRecord() {
    RECORDS.forEach(
        (name, record) -> {
          List<String> components =
              Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName).toList();
          assertThat(names(schema(name).path("properties")))
              .as(name)
              .containsExactlyInAnyOrderElementsOf(components);
        });
  }

  @Test
  void whatMayBeNullIsSaidToBeNullable() {
    RECORDS.forEach(
        (name, record) -> {
          for (RecordComponent component : record.getRecordComponents()) {
            boolean documented =
                schema(name)
                    .path("properties")
                    .path(component.getName())
                    .path("nullable")
                    .asBoolean();
            boolean leftOut = record == Problem.class;
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            assertThat(documented)
                .as(name + "." + component.getName())
                .isEqualTo(nullable && !leftOut);
          }
        });
  }

  @Test
  void everyFieldHasTheTypeOfItsComponent() {
    RECORDS.forEach(
        (name, record) -> {
          for (RecordComponent component : record.getRecordComponents()) {
            JsonNode property = schema(name).path("properties").path(component.getName());
            assertThat(jsonType(property))
                .as(name + "." + component.getName())
                .isEqualTo(jsonType(component.getGenericType()));
          }
        });
  }

  private static String jsonType(JsonNode property) {
    JsonNode inner = property.has("allOf") ? property.path("allOf").path(0) : property;
    JsonNode schema = resolve(inner);
    String type = schema.path("type").asText();
    return type.equals("array") ? "array of " + jsonType(schema.path("items")) : type;
  }

  private static String jsonType(Type type) {
    if (type instanceof ParameterizedType p && p.getRawType() == List.class) {
      return "array of " + jsonType(p.getActualTypeArguments()[0]);
    }
    if (type instanceof ParameterizedType) {
      return "object";
    }
    if (Set.of(int.class, long.class, Integer.class, Long.class).contains(type)) {
      return "integer";
    }
    if (type == boolean.class) {
      return "boolean";
    }
    boolean object = type instanceof Class<?> c ? RECORDS.containsValue(c) : true;
    return object ? "object" : "string";
  }

  @Test
  void everyEnumHasItsConstants() {
    Map<String, Class<? extends Enum<?>>> enums = new LinkedHashMap<>(ENUMS);
    enums.putAll(FlowRecords.ENUMS);
    enums.putAll(CatalogueShapes.ENUMS);
    enums.putAll(SystemShapes.ENUMS);
    enums.forEach(
        (name, type) ->
            assertThat(texts(schema(name).path("enum")))
                .as(name)
                .isEqualTo(
                    Stream.of(type.getEnumConstants())
                        .map(Enum::name)
                        .collect(Collectors.toCollection(TreeSet::new))));
    assertThat(texts(schema("ActionName").path("enum")))
        .isEqualTo(
            Stream.of(Action.values())
                .map(Action::wireName)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void everyCodeStandsWithItsSentenceAndItsStatus() {
    String described = schema("Code").path("description").asText();
    for (Code code : Code.values()) {
      int status = code == Code.METHOD_NOT_ALLOWED ? 405 : code.kind().status();
      assertThat(described).contains("`" + code + "` (" + status + ") " + code.sentence());
    }
  }

  @Test
  void everyOperationSaysItselfAndItsRefusals() {
    for (Routes.Route route : harness.routes().all()) {
      JsonNode operation = document.at(where(route));
      assertThat(operation.path("summary").asText()).matches("(?s).*\\p{IsHan}.*[A-Za-z].*");
      Set<String> statuses = names(operation.path("responses"));
      assertThat(statuses).as(where(route)).contains("403", "500", "503");
      if (!route.template().endsWith("openapi.json")) {
        assertThat(statuses).as(where(route)).contains("401", "429");
      }
      if (!names(operation.path("requestBody")).isEmpty()) {
        assertThat(statuses).as(where(route)).contains("400", "413", "415");
      }
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    for (JsonNode ref : document.findValues("$ref")) {
      if (document.at(ref.asText().substring(1)).isMissingNode()) {
        broken.add(ref.asText());
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void whatTheServicesKnowOfACaseAndADeliveryIsAnsweredInFull() {
    assertAdds(CaseAnswer.class, Case.class, Set.of("stateName"), Set.of("itemName"));
    assertAdds(CaseAnswer.Step.class, Case.Step.class, Set.of("stateName"), Set.of());
    assertAdds(
        CaseAnswer.DeliveryLine.class, Case.DeliveryLine.class, Set.of("stateName"), Set.of());
    assertAdds(DeliveryAnswer.class, Delivery.class, Set.of("stateName"), Set.of());
    assertAdds(
        ItemAnswer.class, Item.class, Set.of("street", "scheme", "code", "version"), Set.of("ref"));
    assertAdds(ItemAnswer.Target.class, Item.Target.class, Set.of(), Set.of("mapping"));
  }

  private static void assertAdds(
      Class<?> answer, Class<?> known, Set<String> added, Set<String> left) {
    Set<String> expected = components(known);
    expected.removeAll(left);
    expected.addAll(added);
    assertThat(components(answer)).isEqualTo(expected);
  }

  private static Set<String> components(Class<?> record) {
    return Stream.of(record.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
