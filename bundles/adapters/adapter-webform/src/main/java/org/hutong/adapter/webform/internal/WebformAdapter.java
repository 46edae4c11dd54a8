package org.hutong.adapter.webform.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.Outcome.SheetField;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.support.Trees;
import org.jspecify.annotations.Nullable;

/**
 * Makes sheets for one system that has a web form and nothing else. It never goes there: a person
 * types, and types the receipt back.
 */
final class WebformAdapter implements SystemAdapter {
  private final WebformSettings settings;

  WebformAdapter(WebformSettings settings) {
    this.settings = settings;
  }

  @Override
  public Outcome deliver(Document document, Context context) {
    WebformSettings.Form form = settings.forms().get(document.operation());
    if (form == null) {
      return new Outcome.Rejected("OPERATION", "该系统没有配置表单 " + document.operation());
    }
    Map<String, Object> values = new LinkedHashMap<>(document.content());
    values.put("receipt", document.earlierReceipt());
    List<SheetField> sheet = new ArrayList<>();
    sheet.add(new SheetField("表单", form.name()));
    for (WebformSettings.Field field : form.fields()) {
      Object value = Trees.at(values, field.from());
      if (value instanceof Map || value instanceof List) {
        return new Outcome.Rejected("CONTENT", "映射结果的 " + field.from() + " 不是单个值");
      }
      String text = text(value);
      if (text.isEmpty() && field.required()) {
        return new Outcome.Rejected("CONTENT", "表单的必填项“" + field.label() + "”没有取值");
      }
      if (text.codePointCount(0, text.length()) > field.most()) {
        return new Outcome.Rejected(
            "CONTENT", "“" + field.label() + "”超过表单的 " + field.most() + " 个字");
      }
      sheet.add(new SheetField(field.label(), text));
    }
    return new Outcome.NeedsPerson(sheet);
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  /** Nothing is ever sent: a sheet is finished when it is made. */
  @Override
  public Duration settleTime() {
    return Duration.ZERO;
  }

  /** A second sheet is the same sheet. */
  @Override
  public boolean resendIsSafe() {
    return true;
  }

  /** Persons are not asked how they are: this only says that nothing is connected. */
  @Override
  public Health health() {
    return Health.up("人工录入：该系统没有接口，由人员按录入单填写");
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
