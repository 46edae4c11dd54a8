package org.hutong.adapter.rest.internal;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hutong.adapter.Document;
import org.hutong.adapter.SystemConfig;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;

/** Settings and documents for the tests. */
final class Samples {
  static final String TOKEN = "secret-token-5f0c";

  /** How the hub lists what it holds of ours. */
  static final Map<String, Object> HELD =
      Map.of(
          "path", "/hub/held?from={from}&to={to}&cursor={cursor}&size={size}",
          "rows", "/items",
          "cursor", "/next",
          "reference", "key",
          "receipt", "hubNo",
          "revision", "key",
          "at", "at",
          "cancelled", Map.of("state", "CANCELLED"));

  private Samples() {}

  static Map<String, Object> settings(int port) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("url", "http://127.0.0.1:" + port);
    settings.put("auth", "bearer");
    settings.put("resendIsSafe", true);
    settings.put("connectSeconds", 2);
    settings.put("operations", operations());
    return settings;
  }

  static Map<String, Object> operations() {
    Map<String, Object> operations = new HashMap<>();
    operations.put("create", Map.of("path", "/hub/cases", "receipt", "/data/hubNo"));
    operations.put("correct", Map.of("method", "PUT", "path", "/hub/cases/{jl.bh}"));
    operations.put("lookUp", Map.of("path", "/hub/cases?key={key}", "receipt", "/hubNo"));
    return operations;
  }

  static SystemConfig config(Map<String, Object> settings) {
    return new SystemConfig("sut", settings, Map.of("token", TOKEN), Path.of("."));
  }

  static Document document(String caseNumber, Operation operation) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("jl", Map.of("bh", "东经路/1 号"));
    content.put("fwdx", "阿依古丽·买买提");
    content.put("bjsj", null);
    content.put("je", new BigDecimal("3000.10"));
    content.put("n", 7L);
    content.put("yes", true);
    return new Document(new DeliveryKey(caseNumber, 1, "sut", operation), content, "HUB9", null);
  }
}
