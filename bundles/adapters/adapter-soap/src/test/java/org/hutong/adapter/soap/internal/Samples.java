package org.hutong.adapter.soap.internal;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Document;
import org.hutong.adapter.SystemConfig;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;

/** Settings and documents for the tests. */
final class Samples {
  static final String PASSWORD = "secret<&>password";

  private Samples() {}

  static Map<String, Object> settings(int port) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("url", "http://127.0.0.1:" + port + "/zhjz");
    settings.put("namespace", "urn:standin:zhjz");
    settings.put("user", "station");
    settings.put("resendIsSafe", true);
    settings.put("connectSeconds", 2);
    settings.put("lists", List.of("jtcy"));
    settings.put("operations", operations());
    return settings;
  }

  static Map<String, Object> operations() {
    Map<String, Object> operations = new HashMap<>();
    operations.put(
        "create",
        Map.of(
            "element", "submitTempAid",
            "action", "urn:standin:zhjz/submitTempAid",
            "keyField", "apply.lsh",
            "receipt", "/sldh",
            "when", Map.of("at", "/code", "is", List.of("JZ000", "JZ001"))));
    operations.put(
        "lookUp",
        Map.of(
            "element",
            "queryByLsh",
            "content",
            Map.of("lsh", "{key}"),
            "receipt",
            "/sldh",
            "absent",
            Map.of("at", "/code", "is", "JZ003")));
    return operations;
  }

  static SystemConfig config(Map<String, Object> settings) {
    return new SystemConfig("sut", settings, Map.of("password", PASSWORD), Path.of("."));
  }

  static Document document(String caseNumber) {
    Map<String, Object> person = new LinkedHashMap<>();
    person.put("xm", "王\uD872\uDF1A<&>\"'");
    person.put("lxdh", null);
    person.put("sqdm", "110102014003");
    Map<String, Object> apply = new LinkedHashMap<>();
    apply.put("sqr", person);
    apply.put("jtcy", List.of(Map.of("xm", "甲"), Map.of("xm", "乙")));
    apply.put("sqje", new BigDecimal("3E+3"));
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("apply", apply);
    return new Document(
        new DeliveryKey(caseNumber, 1, "sut", Operation.CREATE), content, null, null);
  }
}
