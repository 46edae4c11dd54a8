package org.hutong.core.catalogue;

import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Map;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.jspecify.annotations.Nullable;

/** Says in Chinese what a form's validation found, by the fields' titles, never by their values. */
final class FormErrors {
  private final Map<String, Object> form;

  FormErrors(Map<String, Object> form) {
    this.form = form;
  }

  FieldError of(ValidationMessage message) {
    String keyword = message.getType();
    boolean child = keyword.equals("required") || keyword.equals("additionalProperties");
    StringBuilder pointer = new StringBuilder("/form");
    Object schema = form;
    JsonNodePath path = message.getInstanceLocation();
    for (int i = 0; i < path.getNameCount(); i++) {
      Object part = path.getElement(i);
      pointer.append('/').append(escaped(part.toString()));
      schema = part instanceof Integer ? below(schema, "items") : property(schema, part.toString());
    }
    if (child) {
      pointer.append('/').append(escaped(message.getProperty()));
      schema = property(schema, message.getProperty());
    }
    return sentence(pointer.toString(), keyword, schema);
  }

  private static FieldError sentence(String pointer, String keyword, @Nullable Object schema) {
    String named = "“" + title(schema, pointer) + "”";
    Object limit = below(schema, keyword);
    if (keyword.equals("format") && CitizenIdFormat.NAME.equals(limit)) {
      return FieldError.of(pointer, Code.ID_NUMBER_INVALID);
    }
    return switch (keyword) {
      case "required" -> new FieldError(pointer, Code.FIELD_MISSING, named + "未填写");
      case "additionalProperties" -> FieldError.of(pointer, Code.FIELD_UNKNOWN);
      case "type" ->
          new FieldError(pointer, Code.FIELD_TYPE, named + "应为" + types(below(schema, "type")));
      case "maxLength" -> new FieldError(pointer, Code.FIELD_TOO_LONG, named + "最多" + limit + "个字");
      case "maxItems" -> new FieldError(pointer, Code.FIELD_TOO_LONG, named + "最多" + limit + "项");
      case "minLength" -> new FieldError(pointer, Code.FIELD_VALUE, named + "至少" + limit + "个字");
      case "minItems" -> new FieldError(pointer, Code.FIELD_VALUE, named + "至少" + limit + "项");
      case "minimum" -> new FieldError(pointer, Code.FIELD_VALUE, named + "不能小于" + limit);
      case "maximum" -> new FieldError(pointer, Code.FIELD_VALUE, named + "不能大于" + limit);
      case "exclusiveMinimum" -> new FieldError(pointer, Code.FIELD_VALUE, named + "应大于" + limit);
      case "exclusiveMaximum" -> new FieldError(pointer, Code.FIELD_VALUE, named + "应小于" + limit);
      case "enum" -> new FieldError(pointer, Code.FIELD_VALUE, named + "不在可选范围内");
      case "format", "pattern" -> new FieldError(pointer, Code.FIELD_VALUE, named + "格式不正确");
      case "uniqueItems" -> new FieldError(pointer, Code.FIELD_VALUE, named + "有重复项");
      default -> new FieldError(pointer, Code.FIELD_VALUE, named + "取值不正确");
    };
  }

  private static String title(@Nullable Object schema, String pointer) {
    Object title = below(schema, "title");
    return title != null ? title.toString() : pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  private static String types(@Nullable Object type) {
    if (type instanceof List<?> list) {
      return String.join("或", list.stream().map(t -> types(t)).toList());
    }
    return switch (String.valueOf(type)) {
      case "object" -> "一组字段";
      case "array" -> "列表";
      case "string" -> "文字";
      case "integer" -> "整数";
      case "number" -> "数字";
      case "boolean" -> "是或否";
      default -> "空";
    };
  }

  private static @Nullable Object property(@Nullable Object schema, String name) {
    return below(below(schema, "properties"), name);
  }

  private static @Nullable Object below(@Nullable Object schema, String key) {
    return schema instanceof Map<?, ?> map ? map.get(key) : null;
  }

  private static String escaped(String part) {
    return part.replace("~", "~0").replace("/", "~1");
  }
}
