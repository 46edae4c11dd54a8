package org.hutong.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.catalogue.ExampleBody.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormSchemaTest {
  private final List<String> faults = new ArrayList<>();

  private Map<String, Object> closed(String form) {
    faults.clear();
    return FormSchema.closed(json(form), (path, reason) -> faults.add(path));
  }

  @Test
  void everyPropertyAtEveryDepthNeedsAClass() {
    closed(
        """
        {"type": "object", "properties": {
          "a": {"type": "string"},
          "b": {"type": "object", "x-class": "P1", "properties": {"c": {"type": "string"}}},
          "d": {"type": "array", "x-class": "P2",
                "items": {"type": "object", "properties": {"e": {"type": "string", "x-class": "P5"}}}}}}""");
    assertThat(faults)
        .containsExactlyInAnyOrder(
            "properties.a", "properties.b.properties.c", "properties.d.items.properties.e");
  }

  @Test
  void everyObjectIsClosed() {
    Map<String, Object> form =
        closed(
            """
            {"type": "object", "properties": {"d": {"type": "array", "x-class": "P1",
              "items": {"type": "object", "properties": {"e": {"type": "string", "x-class": "P1"}}}}}}""");
    assertThat(faults).isEmpty();
    assertThat(form).containsEntry("additionalProperties", false);
    assertThat(form.toString()).contains("items={type=object", "additionalProperties=false");
    assertThat(form.toString().split("additionalProperties=false", -1)).hasSize(3);
  }

  @Test
  void whatWouldLetUnclassifiedDataInIsRefused() {
    closed(
        """
        {"type": "object", "additionalProperties": true, "properties": {
          "any": {"x-class": "P1"},
          "open": {"type": "object", "x-class": "P1"},
          "list": {"type": "array", "x-class": "P1"},
          "ref": {"type": "string", "x-class": "P1", "$ref": "#/x"},
          "odd": {"type": "strnig", "x-class": "P1", "format": "ipv6"}},
         "required": ["absent"]}""");
    assertThat(faults)
        .containsExactlyInAnyOrder(
            "additionalProperties",
            "properties.any",
            "properties.open",
            "properties.list",
            "properties.ref.$ref",
            "properties.odd.type",
            "properties.odd.format",
            "required");
  }

  @Test
  void aKeywordOfTheWrongKindIsFoundWhenTheFileIsLoadedAndNotWhenAFormIsChecked() {
    closed(
        """
        {"type": "object", "properties": {"a": {"type": "string", "x-class": "P1",
          "maxLength": "ten", "minLength": -1, "pattern": "[", "minimum": "0", "enum": [],
          "uniqueItems": 1}}}""");
    assertThat(faults).hasSize(6).allMatch(path -> path.startsWith("properties.a."));
  }

  @Test
  void aFormThatIsNoObjectIsRefused() {
    closed("{\"type\": \"string\"}");
    assertThat(faults).contains("");
  }
}
