package org.hutong.adapter.file.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
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
record Receipts(FileSettings.Out out, Clock clock) {
  private static final String SUFFIX = ".rcp";
  private static final int MOST_BYTES = 64 * 1024;

  /** What editors of Windows put before a text in UTF-8. */
  private static final String MARK = "\uFEFF";

  /** The file that holds one delivery; its name is the key, so that a second one is the same. */
  String file(DeliveryKey key) {
    return key.text().replace('/', '_') + out.suffix();
  }

  private String path(String file) {
    return out.receipts() + "/" + file + SUFFIX;
  }

  /** Whether the system has begun to write about a file. */
  boolean hasBegun(Place.Visit visit, String file) throws IOException {
    return visit.exists(path(file));
  }

  /** What the system wrote about a file; empty while it may still be writing. */
  Optional<Map<String, String>> read(Place.Visit visit, String file) throws IOException {
    if (!hasBegun(visit, file)) {
      return Optional.empty();
    }
    byte[] bytes = visit.read(path(file), MOST_BYTES);
    String text = new String(bytes, StandardCharsets.UTF_8);
    String line = (text.startsWith(MARK) ? text.substring(MARK.length()) : text).strip();
    if (line.isEmpty() || !text.endsWith("\n") && isFresh(visit, file)) {
      return Optional.empty();
    }
    String[] said = line.split(",", 3);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("status", said[0].strip());
    fields.put("receipt", said.length > 1 ? said[1].strip() : "");
    fields.put("reason", said.length > 2 ? said[2].strip() : "");
    return Optional.of(fields);
  }

  private boolean isFresh(Place.Visit visit, String file) throws IOException {
    return visit.modified(path(file)).isAfter(clock.instant().minus(out.still()));
  }

  /** What the system answered about a file; empty while it has not, or not the whole. */
  Optional<Outcome> outcome(Place.Visit visit, String file, Context context) throws IOException {
    return read(visit, file).flatMap(said -> outcome(said, context));
  }

  private Optional<Outcome> outcome(Map<String, String> said, Context context) {
    Outcome mapped =
        context.interpret(new Answer(0, Map.of(), new LinkedHashMap<String, Object>(said)));
    if (!(mapped instanceof Outcome.Unknown)) {
      return Optional.of(mapped);
    }
    String status = said.getOrDefault("status", "");
    String receipt = said.getOrDefault("receipt", "");
    if (!good(said)) {
      return Optional.of(new Outcome.Rejected(status, "系统退回（" + status + "）"));
    }
    // Taken, and its number is to come.
    return receipt.isEmpty() ? Optional.empty() : Optional.of(new Outcome.Delivered(receipt));
  }

  boolean good(Map<String, String> said) {
    return out.good().contains(said.getOrDefault("status", ""));
  }
}
