package org.hutong.adapter.file.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Context;
import org.hutong.adapter.Outcome;
import org.hutong.kernel.DeliveryKey;

/**
 * The receipt files that the system writes: {@code <file>.rcp}, one line {@code status,receipt} or
 * {@code status,receipt,reason}.
 */
record Receipts(FileSettings.Out out) {
  private static final String SUFFIX = ".rcp";
  private static final int MOST_BYTES = 64 * 1024;

  /** The file that holds one delivery; its name is the key, so that a second one is the same. */
  String file(DeliveryKey key) {
    return key.text().replace('/', '_') + out.suffix();
  }

  /** What the system wrote about a file. */
  Optional<Map<String, String>> read(Place.Visit visit, String file) throws IOException {
    String path = out.receipts() + "/" + file + SUFFIX;
    if (!visit.exists(path)) {
      return Optional.empty();
    }
    byte[] bytes = visit.read(path, MOST_BYTES);
    String line = new String(bytes, StandardCharsets.UTF_8).strip();
    if (line.isEmpty()) {
      return Optional.empty();
    }
    String[] said = line.split(",", 3);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("status", said[0].strip());
    fields.put("receipt", said.length > 1 ? said[1].strip() : "");
    fields.put("reason", said.length > 2 ? said[2].strip() : "");
    return Optional.of(fields);
  }

  Outcome outcome(Map<String, String> said, Context context) {
    Outcome mapped =
        context.interpret(new Answer(0, Map.of(), new LinkedHashMap<String, Object>(said)));
    if (!(mapped instanceof Outcome.Unknown)) {
      return mapped;
    }
    String status = said.getOrDefault("status", "");
    String receipt = said.getOrDefault("receipt", "");
    return out.good().contains(status) && !receipt.isBlank()
        ? new Outcome.Delivered(receipt)
        : new Outcome.Rejected(status, "系统退回（" + status + "）");
  }

  boolean good(Map<String, String> said) {
    return out.good().contains(said.getOrDefault("status", ""));
  }
}
