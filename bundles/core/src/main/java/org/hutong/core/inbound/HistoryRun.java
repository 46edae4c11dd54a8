package org.hutong.core.inbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hutong.access.Caller;
import org.hutong.adapter.Batch;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Store;
import org.hutong.core.systems.InboundRules.FeedRules;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.systems.HistoryImport;
import org.jspecify.annotations.Nullable;

/**
 * Imports earlier cases, from the system's feed or from a file. A batch is a unit of the writer; a
 * case that is linked already is passed over, so that a run that was cut short is simply run again.
 */
final class HistoryRun {
  private static final CsvMapper CSV =
      CsvMapper.csvBuilder().enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();

  private final Store store;
  private final FeedTable feeds;
  private final Pump pump;
  private final RowReading reading;
  private final Keeping keeping;

  HistoryRun(Store store, Pump pump, RowReading reading, Keeping keeping) {
    this.store = store;
    this.feeds = new FeedTable(store.vault());
    this.pump = pump;
    this.reading = reading;
    this.keeping = keeping;
  }

  /** Counts over the batches of a run. */
  private static final class Tally {
    private long read;
    private long imported;
    private long quarantined;

    void add(Keeping.Count count) {
      read += count.kept();
      imported += count.fresh();
      quarantined += count.quarantined();
    }

    HistoryImport result(FeedTable.Name name, boolean complete) {
      return new HistoryImport(
          name.system(),
          name.feed(),
          read,
          imported,
          read - imported - quarantined,
          quarantined,
          complete);
    }
  }

  HistoryImport run(Caller caller, SystemDefinition system, FeedRules feed, @Nullable Path file) {
    FeedTable.Name name = new FeedTable.Name(system.id(), feed.name());
    if (!pump.seize(name)) {
      throw Refused.because(Code.OVERLOADED_TRY_LATER, "该数据流正在导入");
    }
    try {
      HistoryImport result =
          file == null ? fromFeed(system, feed, name) : fromFile(system, feed, name, file);
      store.write(
          tx -> {
            String why = "读取 " + result.read() + "，新增 " + result.imported();
            String target = name.system() + "/" + name.feed();
            tx.audit(AuditRow.done(caller, "inbound.history", target, null, why));
            return true;
          });
      return result;
    } finally {
      pump.release(name);
    }
  }

  private HistoryImport fromFeed(SystemDefinition system, FeedRules feed, FeedTable.Name name) {
    Tally tally = new Tally();
    Pump.Asked asked;
    do {
      asked = pump.once(system, feed, name);
      tally.add(asked.count());
    } while (asked.more());
    return tally.result(name, asked.answered());
  }

  private HistoryImport fromFile(
      SystemDefinition system, FeedRules feed, FeedTable.Name name, Path file) {
    String key = feed.key();
    if (key == null) {
      throw Refused.because(Code.CONFIG_INVALID, "该数据流没有写明主键列 key");
    }
    Tally tally = new Tally();
    int most = system.inbound() == null ? 1 : system.inbound().batch();
    List<Batch.Row> rows = new ArrayList<>();
    try (BufferedReader text = opened(file);
        MappingIterator<Map<String, String>> lines =
            CSV.readerFor(Map.class).with(CsvSchema.emptySchema().withHeader()).readValues(text)) {
      String from = String.valueOf(file.getFileName());
      for (int line = 2; lines.hasNextValue(); line++) {
        Map<String, String> fields = lines.nextValue();
        String of = fields.getOrDefault(key, "");
        rows.add(new Batch.Row(of, Texts.cut(from, 150) + ":" + line, fields));
        if (rows.size() == most) {
          keep(system, feed, name, rows, tally);
        }
      }
      keep(system, feed, name, rows, tally);
      return tally.result(name, true);
    } catch (JsonProcessingException e) {
      throw Refused.because(Code.INVALID_REQUEST, "文件不是正确的 CSV，之前各批已导入");
    } catch (IOException e) {
      throw Refused.because(Code.INVALID_REQUEST, "文件不存在、无法读取，或不是 UTF-8 编码");
    }
  }

  /** Behind the mark that Excel puts before UTF-8. */
  private static BufferedReader opened(Path file) throws IOException {
    BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
    return text;
  }

  /** Names what is declared, never what stands in a file that may be another than was meant. */
  private static void mustBeDeclared(FeedRules feed, List<Batch.Row> rows) {
    boolean more =
        rows.stream()
            .flatMap(row -> row.fields().keySet().stream())
            .anyMatch(c -> !feed.columns().containsKey(c) && !feed.drop().contains(c));
    // A file has every column in every line, however few lines there are.
    boolean less =
        rows.stream().anyMatch(row -> !row.fields().keySet().containsAll(feed.columns().keySet()));
    if (more || less) {
      throw Refused.because(
          Code.INVALID_REQUEST, "文件的列与声明不符，应为 " + String.join("、", feed.columns().keySet()));
    }
  }

  private void keep(
      SystemDefinition system,
      FeedRules feed,
      FeedTable.Name name,
      List<Batch.Row> rows,
      Tally tally) {
    if (rows.isEmpty()) {
      return;
    }
    mustBeDeclared(feed, rows);
    Drift.of(feed, rows, true)
        .ifPresent(
            drift -> {
              throw Refused.because(Code.INVALID_REQUEST, drift);
            });
    List<Arrived> read =
        rows.stream().map(row -> reading.read(system, feed, Cleaning.row(feed, row))).toList();
    FeedTable.Stored stored = store.write(tx -> feeds.ensure(tx, name));
    // A file moves no cursor: that is the system's own.
    Optional<Keeping.Count> count =
        keeping.keep(
            new Keeping.Readied(
                system,
                name,
                stored.cursor(),
                stored.cursor(),
                reading.version(system, feed),
                read,
                List.of()));
    count.ifPresent(tally::add);
    rows.clear();
  }
}
