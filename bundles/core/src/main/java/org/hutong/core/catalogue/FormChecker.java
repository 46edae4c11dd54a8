package org.hutong.core.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * Checks a form against its item's JSON Schema, compiled once an item. An integer is a {@code Long}
 * and nothing else: {@code 1.0} is refused, as it is where a SOAP number meets an integer field.
 */
public final class FormChecker {
  private static final int MOST_ERRORS = 100;
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder()
          .pathType(PathType.JSON_POINTER)
          .formatAssertionsEnabled(true)
          .build();

  private record Compiled(Map<String, Object> form, JsonSchema schema) {}

  private final JsonSchemaFactory factory =
      JsonSchemaFactory.builder()
          .defaultMetaSchemaIri(SchemaId.V202012)
          .metaSchema(
              JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                  .keyword(new NonValidationKeyword("x-class"))
                  .format(new CitizenIdFormat())
                  .build())
          .enableSchemaCache(false)
          .build();
  private final Map<ItemRef, Compiled> compiled = new ConcurrentHashMap<>();

  /**
   * Everything that is wrong with a form, at most {@value #MOST_ERRORS}; empty when nothing is.
   *
   * @param form the value of {@code /form} in the request; null when it is missing
   * @return errors whose pointers begin with {@code /form} and whose messages repeat no value
   */
  public List<FieldError> check(Item item, @Nullable Object form) {
    if (form == null) {
      return List.of(FieldError.of("/form", Code.FIELD_MISSING));
    }
    if (!(form instanceof Map)) {
      return List.of(FieldError.of("/form", Code.FIELD_TYPE));
    }
    JsonNode node = FormNodes.of(form);
    List<FieldError> errors = new ArrayList<>();
    FormErrors words = new FormErrors(item.form());
    for (ValidationMessage message : schema(item).validate(node)) {
      errors.add(words.of(message));
      if (errors.size() == MOST_ERRORS) {
        break;
      }
    }
    errors.sort(Comparator.comparing(FieldError::pointer));
    return List.copyOf(errors);
  }

  private JsonSchema schema(Item item) {
    Compiled known = compiled.get(item.ref());
    if (known != null && known.form() == item.form()) {
      return known.schema();
    }
    JsonSchema schema = factory.getSchema(FormNodes.of(item.form()), CONFIG);
    schema.initializeValidators();
    compiled.put(item.ref(), new Compiled(item.form(), schema));
    return schema;
  }
}
