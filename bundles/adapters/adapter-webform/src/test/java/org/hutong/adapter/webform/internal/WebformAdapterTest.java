package org.hutong.adapter.webform.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Document;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.Outcome.SheetField;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.tck.TestContext;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.Test;

class WebformAdapterTest {
  private static final Map<String, Object> CREATE =
      Map.of(
          "form",
          "残疾人证申请",
          "fields",
          List.of(
              Map.of("label", "姓名", "from", "sqr.xm", "required", true, "most", 10),
              Map.of("label", "身份证号", "from", "sqr.sfzh", "required", true),
              Map.of("label", "申请金额", "from", "je"),
              Map.of("label", "备注", "from", "bz", "most", 4)));

  private static SystemAdapter adapter(Map<String, Object> operations) throws InvalidConfig {
    return new WebformAdapterFactory()
        .create(new SystemConfig("sut", Map.of("operations", operations), Map.of(), Path.of(".")));
  }

  private static Outcome deliver(Operation operation, Map<String, Object> content)
      throws Exception {
    Map<String, Object> cancel =
        Map.of("form", "撤销", "fields", List.of(Map.of("label", "受理号", "from", "receipt")));
    try (SystemAdapter adapter = adapter(Map.of("create", CREATE, "cancel", cancel))) {
      DeliveryKey key = new DeliveryKey("c-1", 1, "sut", operation);
      return adapter.deliver(new Document(key, content, "BZ-7", null), TestContext.unmapped());
    }
  }

  private static Map<String, Object> content() {
    Map<String, Object> content = new HashMap<>();
    content.put("je", new BigDecimal("3E+3"));
    content.put("sqr", Map.of("sfzh", "000042198001010017", "xm", "李\uD872\uDF1A"));
    return content;
  }

  @Test
  void theSheetHasEveryFieldOfTheFormInTheFormsOrder() throws Exception {
    assertThat(deliver(Operation.CREATE, content()))
        .isEqualTo(
            new Outcome.NeedsPerson(
                List.of(
                    new SheetField("表单", "残疾人证申请"),
                    new SheetField("姓名", "李\uD872\uDF1A"),
                    new SheetField("身份证号", "000042198001010017"),
                    new SheetField("申请金额", "3000"),
                    new SheetField("备注", ""))));
  }

  @Test
  void aRequiredFieldWithoutAValueIsNamedBeforeAPersonGoesThere() throws Exception {
    Map<String, Object> content = content();
    content.put("sqr", Map.of("xm", "王小明"));

    assertThat(deliver(Operation.CREATE, content))
        .isEqualTo(new Outcome.Rejected("CONTENT", "表单的必填项“身份证号”没有取值"));
  }

  @Test
  void whatTheFormWouldCutOffIsNamedAndNotQuoted() throws Exception {
    Map<String, Object> content = content();
    content.put("bz", "一二三四五");

    assertThat(deliver(Operation.CREATE, content))
        .isEqualTo(new Outcome.Rejected("CONTENT", "“备注”超过表单的 4 个字"));
  }

  @Test
  void aWithdrawalIsASheetWithTheReceiptThatWasTypedBack() throws Exception {
    assertThat(deliver(Operation.CANCEL, Map.of()))
        .isEqualTo(
            new Outcome.NeedsPerson(
                List.of(new SheetField("表单", "撤销"), new SheetField("受理号", "BZ-7"))));
    assertThat(deliver(Operation.CORRECT, content())).isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void aFormWithoutFieldsOrWithAMisspeltSettingIsRefused() {
    assertThatThrownBy(() -> adapter(Map.of("create", Map.of("form", "x"))))
        .isInstanceOf(InvalidConfig.class);
    Map<String, Object> misspelt =
        Map.of("form", "x", "fields", List.of(Map.of("label", "a", "from", "b", "requird", true)));
    assertThatThrownBy(() -> adapter(Map.of("create", misspelt)))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("requird");
  }
}
