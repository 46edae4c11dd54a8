package org.hutong.adapter.webform.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.Settings;
import org.hutong.kernel.Operation;

/** One system's forms; the README beside this bundle says what each setting means. */
record WebformSettings(Map<Operation, Form> forms) {
  private static final int LONGEST = 4000;

  /** A form of that system: its name there and its fields in its order. */
  record Form(String name, List<Field> fields) {}

  /**
   * One field of the form.
   *
   * @param from dotted path in the mapped document; {@code receipt} is the earlier receipt
   * @param most characters that the form takes
   */
  record Field(String label, String from, boolean required, int most) {}

  static WebformSettings read(SystemConfig config) throws InvalidConfig {
    Settings settings = new Settings("settings", config.settings());
    Settings operations = settings.section("operations");
    Map<Operation, Form> forms = new EnumMap<>(Operation.class);
    for (Operation operation : List.of(Operation.CREATE, Operation.CORRECT, Operation.CANCEL)) {
      String name = operation.name().toLowerCase(Locale.ROOT);
      if (operations.has(name)) {
        forms.put(operation, form(operations.section(name)));
      }
    }
    operations.done();
    settings.done();
    if (!forms.containsKey(Operation.CREATE)) {
      throw operations.wrong("create", "缺少配置项");
    }
    return new WebformSettings(forms);
  }

  private static Form form(Settings form) throws InvalidConfig {
    List<Field> fields = new ArrayList<>();
    List<?> listed = form.tree("fields").orElse(null) instanceof List<?> list ? list : List.of();
    for (int i = 0; i < listed.size(); i++) {
      String path = form.pathOf("fields") + "[" + i + "]";
      Settings field = new Settings(path, Settings.asMap(path, listed.get(i)));
      fields.add(
          new Field(
              field.required("label"),
              field.required("from"),
              field.flag("required", false),
              field.number("most", LONGEST, 1, LONGEST)));
      field.done();
    }
    if (fields.isEmpty()) {
      throw form.wrong("fields", "应为该网页表单的字段列表，按表单的顺序");
    }
    Form read = new Form(form.required("form"), List.copyOf(fields));
    form.done();
    return read;
  }
}
