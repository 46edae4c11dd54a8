package org.hutong.standins.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was attempted and what took effect, counted apart, kept in {@code DIR/journal.jsonl}.
 *
 * <p>Every line reaches the file before the caller goes on, so a killed process forgets nothing;
 * effects are forced to the disk as well ({@link #force}), many callers sharing one force.
 */
public final class Journal implements AutoCloseable {
  private final Clock clock;
  private final FileChannel file;
  private final List<Entry> entries = new ArrayList<>();
  private final int[] ofKind = new int[Entry.Kind.values().length];
  private final Object forcing = new Object();
  private long written;
  private long forced;

  public Journal(Path dir, Clock clock) throws IOException {
    this.clock = clock;
    this.file =
        FileChannel.open(
            dir.resolve("journal.jsonl"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    load();
  }

  private void load() throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size()));
    while (all.hasRemaining() && file.read(all) >= 0) {
      // until the whole file is in memory
    }
    byte[] bytes = all.array();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        byte[] line = Arrays.copyOfRange(bytes, start, i);
        add(Entry.fromJson(Json.read(line)));
        start = i + 1;
      }
    }
    // A kill in the middle of a write leaves half a line: nobody was told of it, so it goes.
    file.truncate(start);
    file.position(start);
    written = start;
    forced = start;
  }

  /** A call arrived; it may or may not take effect. */
  public Entry called(Entry.Call call, String client) {
    Entry.Kind kind = call.writes() ? Entry.Kind.ATTEMPT : Entry.Kind.READ;
    return append(kind, clock.instant(), call, null, null, client, null, null);
  }

  /** Something is now in the system's store; call {@link #force} before the caller is told. */
  public Entry effect(
      Entry.Call call, String receipt, Integer revision, String client, Object record) {
    return append(
        Entry.Kind.EFFECT,
        clock.instant(),
        call,
        receipt,
        revision,
        client,
        null,
        Json.tree(record));
  }

  /** An effect that the system's own database remembers under {@code ref}. */
  public Entry effectOfRow(
      Instant at,
      Entry.Call call,
      String receipt,
      Integer revision,
      String client,
      long ref,
      String recordJson) {
    return append(
        Entry.Kind.EFFECT, at, call, receipt, revision, client, ref, Json.read(recordJson));
  }

  private synchronized Entry append(
      Entry.Kind kind,
      Instant at,
      Entry.Call call,
      String receipt,
      Integer revision,
      String client,
      Long ref,
      JsonNode record) {
    long seq = entries.isEmpty() ? 1 : entries.get(entries.size() - 1).seq() + 1;
    Entry entry =
        new Entry(
            seq,
            at,
            kind,
            call.operation(),
            call.call(),
            call.key(),
            receipt,
            revision,
            client,
            ref,
            record);
    byte[] line = (Json.write(entry.toJson(true)) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    written += line.length;
    add(entry);
    return entry;
  }

  private void add(Entry entry) {
    entries.add(entry);
    ofKind[entry.kind().ordinal()]++;
  }

  /** Returns when all that was appended before the call is on the disk. */
  public void force() {
    long upTo = writtenSoFar();
    synchronized (forcing) {
      if (forced >= upTo) {
        return; // another caller's force carried these lines too
      }
      long reaching = writtenSoFar();
      try {
        file.force(false);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      forced = reaching;
    }
  }

  private synchronized long writtenSoFar() {
    return written;
  }

  /** Every effect, oldest first: the stores of SI-02 and SI-07 are rebuilt from these. */
  public synchronized List<Entry> effects() {
    return entries.stream().filter(e -> e.kind() == Entry.Kind.EFFECT).toList();
  }

  /** Forgets everything. */
  public void reset() {
    synchronized (forcing) { // always before this object's own lock, as in force()
      forget();
      forced = 0;
    }
  }

  private synchronized void forget() {
    try {
      file.truncate(0);
      file.position(0);
      file.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries.clear();
    Arrays.fill(ofKind, 0);
    written = 0;
  }

  /** One page: counts over everything, the entries after {@code since}. */
  public synchronized ObjectNode page(long since, int limit, boolean withRecords) {
    ObjectNode page = counts();
    ArrayNode list = page.putArray("entries");
    long next = since;
    for (int i = firstAfter(since); i < entries.size() && list.size() < limit; i++) {
      list.add(entries.get(i).toJson(withRecords));
      next = entries.get(i).seq();
    }
    page.put("next", next);
    page.put("more", !entries.isEmpty() && entries.get(entries.size() - 1).seq() > next);
    return page;
  }

  private int firstAfter(long since) {
    if (entries.isEmpty()) {
      return 0;
    }
    // seq grows by one a line, so the place is known
    return (int) Math.max(0, since - entries.get(0).seq() + 1);
  }

  private ObjectNode counts() {
    return Json.object()
        .put("attempts", ofKind[Entry.Kind.ATTEMPT.ordinal()])
        .put("reads", ofKind[Entry.Kind.READ.ordinal()])
        .put("effects", ofKind[Entry.Kind.EFFECT.ordinal()]);
  }

  /** Counts by operation and by client, and the keys that took effect more than once. */
  public synchronized ObjectNode summary() {
    ObjectNode summary = counts();
    Map<String, Map<String, Integer>> byOperation = new TreeMap<>();
    Map<String, Map<String, Integer>> byClient = new TreeMap<>();
    Map<String, Integer> effectsOfKey = new TreeMap<>();
    for (Entry e : entries) {
      String kind = e.kind().word() + "s";
      byOperation
          .computeIfAbsent(String.valueOf(e.operation()), o -> new TreeMap<>())
          .merge(kind, 1, Integer::sum);
      byClient
          .computeIfAbsent(String.valueOf(e.client()), c -> new TreeMap<>())
          .merge(kind, 1, Integer::sum);
      if (e.kind() == Entry.Kind.EFFECT && e.key() != null) {
        effectsOfKey.merge(e.operation() + " " + e.key(), 1, Integer::sum);
      }
    }
    effectsOfKey.values().removeIf(n -> n < 2);
    summary.set("byOperation", Json.tree(byOperation));
    summary.set("byClient", Json.tree(byClient));
    summary.set("moreThanOnce", Json.tree(effectsOfKey));
    return summary;
  }

  @Override
  public void close() throws IOException {
    file.force(false);
    file.close();
  }
}
