package org.hutong.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.SpokenStreet.CLERK;
import static org.hutong.core.SpokenStreet.DISPATCHER;
import static org.hutong.core.SpokenStreet.HUB;
import static org.hutong.core.SpokenStreet.OFFICER;
import static org.hutong.core.catalogue.ExampleBody.CONFIG;
import static org.hutong.core.catalogue.ExampleBody.json;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.hutong.access.Caller;
import org.hutong.adapter.Batch;
import org.hutong.casework.Case;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.hutong.tasks.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is encrypted field by field (privacy.md §1), seen on PostgreSQL: under Derby the encryption
 * of the whole database would hide a field that is not. Every column of every table is searched for
 * all that persons and systems said.
 */
class NothingInClearTest {
  private static final String ID = "110102198001011239";
  private static final String AGENT_ID = "110102198001010017";
  private static final String OTHER_ID = "11010219500101003X";
  private static final String PHONE = "13870137731";
  private static final String AGENT_PHONE = "13870137732";
  private static final String NAME = "阿依古丽·买买提";
  private static final String INBOUND_NAME = "欧阳䶮";
  private static final String ADDRESS = "槐柏树街77号院";
  private static final List<String> STORIES =
      List.of("灶台边晕倒", "欠着药费", "夜里哭闹", "儿子入狱", "断了水电", "摔伤髋骨", "家暴报警", "轮椅坏了");

  /**
   * What may stand in clear: the name a case is found by, which lies under the encryption of the
   * disk on PostgreSQL (privacy.md §1). Reasons that officers give for acts on deliveries and lanes
   * are the "why" of the audit trail (§14) and are not entered here.
   */
  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          NAME, Set.of("case_file.subject_name"), INBOUND_NAME, Set.of("case_file.subject_name"));

  /** Without a row in each of these the search would prove nothing. */
  private static final List<String> FILLED =
      List.of(
          "case_file",
          "case_revision",
          "case_event",
          "material",
          "material_chunk",
          "idempotency",
          "delivery",
          "delivery_attempt",
          "delivery_exchange",
          "data_record",
          "inbound_quarantine",
          "inbound_link",
          "task",
          "task_event",
          "demand",
          "dispute",
          "audit_log",
          "change_log");

  @TempDir Path folder;
  private SqlStore store;
  private SpokenStreet street;
  private int keys;

  @Test
  void whatPersonsAndSystemsSaidStandsInNoColumn() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start();
        SqlStore opened =
            SqlStore.open(
                DatabaseConfig.postgresql(
                    server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"),
                KeyRing.open(folder.resolve("keys")),
                Clock.systemUTC())) {
      store = opened;
      try (SpokenStreet made = new SpokenStreet(store, folder, given(), said(0))) {
        street = made;
        cases();
        tasksAndDemands();
        await("SELECT COUNT(*) FROM delivery WHERE state = 'QUARANTINED' AND operation = 'CREATE'");
        await("SELECT COUNT(*) FROM delivery WHERE state = 'DELIVERED'");
        await("SELECT COUNT(*) FROM delivery WHERE state = 'ASSISTED' AND sheet IS NOT NULL");
        await("SELECT COUNT(*) FROM data_record");
        await("SELECT COUNT(*) FROM inbound_quarantine WHERE feed = 'people'");
        await("SELECT COUNT(*) FROM inbound_quarantine WHERE feed = 'cases'");
        await("SELECT COUNT(*) FROM inbound_link");
      }
      for (String table : FILLED) {
        assertThat(count("SELECT COUNT(*) FROM " + table)).as("rows of " + table).isPositive();
      }
      assertThat(search()).isEqualTo(ALLOWED);
      theSearchSeesBytesToo();
    }
  }

  /** A sentence as it comes from everywhere: a person's numbers within a story. */
  private static String said(int story) {
    return STORIES.get(story) + "，身份证" + ID + "，电话" + PHONE + "，住" + ADDRESS;
  }

  private static Map<String, List<Batch.Row>> given() {
    return Map.of(
        "people",
        List.of(
            row("people#1", "xm", "诸葛亮" + STORIES.get(4), "sfzh", OTHER_ID, "dh", PHONE),
            row("people#2", "xm", "", "sfzh", OTHER_ID, "dh", PHONE)),
        "cases",
        List.of(
            row("cases#1", "bjbh", OTHER_ID, "xm", INBOUND_NAME, "sfzh", OTHER_ID),
            row("cases#2", "bjbh", "B2", "xm", INBOUND_NAME, "sfzh", OTHER_ID + said(5))));
  }

  private static Batch.Row row(String place, String... fields) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      row.put(fields[i], fields[i + 1]);
    }
    row.put("bz", said(4));
    // A source may take a person's number for its key.
    return new Batch.Row(OTHER_ID + place.substring(place.indexOf('#')), place, row);
  }

  private String key() {
    return "key-" + ++keys;
  }

  private static Map<String, Object> tree(Object... pairs) {
    Map<String, Object> body = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      body.put((String) pairs[i], pairs[i + 1]);
    }
    return body;
  }

  private String material() throws Exception {
    byte[] content = said(0).getBytes(StandardCharsets.UTF_8);
    return street
        .materials
        .announce(
            CLERK,
            key(),
            tree(
                "name",
                NAME + ID + STORIES.get(1) + ".pdf",
                "mediaType",
                "application/pdf",
                "size",
                (long) content.length,
                "sha256",
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)),
                "content",
                Base64.getEncoder().encodeToString(content)))
        .id();
  }

  private static Map<String, Object> person(String name, String id, String phone) {
    return tree(
        "kind",
        "PERSON",
        "name",
        name,
        "idType",
        "RESIDENT_ID",
        "idNumber",
        id,
        "phone",
        phone,
        "address",
        ADDRESS);
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> entry() throws Exception {
    Map<String, Object> entry = json(Files.readString(CONFIG.resolve("items/samples/MZ-28.json")));
    ((Map<String, Object>) entry.get("subject")).putAll(person(NAME, ID, PHONE));
    entry.put("agent", person("上官" + STORIES.get(2), AGENT_ID, AGENT_PHONE));
    Map<String, Object> form = (Map<String, Object>) entry.get("form");
    form.put("description", said(0));
    form.put("householdAddress", ADDRESS);
    form.put(
        "family",
        List.of(tree("name", "买买提", "relation", "配偶", "idNumber", OTHER_ID, "health", said(1))));
    entry.put("materials", List.of(tree("code", "ID_COPY", "id", material())));
    entry.put("note", said(2));
    return entry;
  }

  private Case act(Caller caller, Case c, Object... action) {
    return street.cases.act(caller, c.number(), c.version(), key(), tree(action));
  }

  private void cases() throws Exception {
    Case c = street.cases.register(CLERK, key(), entry());
    c = street.cases.correct(CLERK, c.number(), c.version(), key(), tree("note", said(3)));
    c = street.cases.get(DISPATCHER, c.number(), "CASE_HANDLING");
    c = act(OFFICER, c, "action", "contest", "step", 1L, "reason", said(6), "basis", said(7));
    c = act(DISPATCHER, c, "action", "determine", "step", 1L, "unit", "社保所", "reason", said(1));
    c = act(OFFICER, c, "action", "approve", "step", 1L, "reason", said(2));
    c = act(DISPATCHER, c, "action", "terminate", "reason", said(3), "basis", said(4));
    act(DISPATCHER, c, "action", "archive");
    street.cases.evaluate(CLERK, c.number(), key(), tree("score", 1L, "comment", said(5)));
    Case another = street.cases.register(CLERK, key(), entry());
    act(CLERK, another, "action", "withdraw", "reason", said(6));
    for (String by : List.of("idNumber", "phone", "name")) {
      String value = by.equals("name") ? NAME : by.equals("phone") ? PHONE : ID;
      assertThat(street.cases.search(CLERK, tree("purpose", "CASE_HANDLING", by, value)).items())
          .as(by)
          .hasSize(2);
    }
  }

  private void tasksAndDemands() {
    Task task =
        street.tasks.create(
            HUB,
            key(),
            tree(
                "reference",
                "RW1",
                "source",
                "HOTLINE",
                "level",
                1L,
                "content",
                said(6),
                "feedback",
                said(7)));
    task = street.tasks.act(DISPATCHER, task.id(), task.version(), key(), tree("action", "accept"));
    street.tasks.act(
        DISPATCHER,
        task.id(),
        task.version(),
        key(),
        tree("action", "sendBack", "reason", said(7)));
    street.demands.record(
        CLERK,
        key(),
        tree(
            "date",
            "2016-09-01",
            "community",
            tree("scheme", "stat-2022", "code", "110102014003"),
            "category",
            "环境",
            "channel",
            "VISIT",
            "text",
            said(7),
            "place",
            ADDRESS));
  }

  private void await(String query) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (count(query) == 0) {
      assertThat(System.nanoTime()).as(query).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private long count(String query) {
    return store.read(
        c -> {
          try (PreparedStatement s = c.prepareStatement(query);
              ResultSet row = s.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /** All that must be hidden, also as a hash that whoever guesses can make again. */
  private static Set<String> needles() throws Exception {
    Set<String> all = new TreeSet<>(STORIES);
    all.addAll(List.of(PHONE, AGENT_PHONE, NAME, INBOUND_NAME, ADDRESS, "诸葛亮", "上官"));
    for (String id : List.of(ID, AGENT_ID, OTHER_ID)) {
      all.add(id);
      for (String algorithm : List.of("MD5", "SHA-1", "SHA-256")) {
        byte[] hash =
            MessageDigest.getInstance(algorithm).digest(id.getBytes(StandardCharsets.UTF_8));
        all.add(HexFormat.of().formatHex(hash).substring(0, 16));
      }
    }
    return all;
  }

  /** Each needle that is found, with the columns that hold it. */
  private Map<String, Set<String>> search() throws Exception {
    Set<String> needles = needles();
    return store.read(
        c -> {
          Map<String, Set<String>> found = new HashMap<>();
          List<String> columns = columns(c);
          assertThat(columns).hasSizeGreaterThan(150);
          for (String column : columns) {
            String table = column.substring(0, column.indexOf('.'));
            try (PreparedStatement s = c.prepareStatement("SELECT " + column + " FROM " + table);
                ResultSet row = s.executeQuery()) {
              while (row.next()) {
                byte[] value = row.getBytes(1);
                for (String needle : value == null ? Set.<String>of() : needles) {
                  if (holds(value, needle)) {
                    found.computeIfAbsent(needle, n -> new TreeSet<>()).add(column);
                  }
                }
              }
            }
          }
          return found;
        });
  }

  private void theSearchSeesBytesToo() throws Exception {
    byte[] clear = STORIES.get(0).getBytes(Charset.forName("GB18030"));
    store.write(
        tx -> {
          PreparedStatement s = tx.prepare("UPDATE demand SET words = ?");
          s.setBytes(1, clear);
          return s.executeUpdate();
        });
    assertThat(search().get(STORIES.get(0))).containsExactly("demand.words");
  }

  private static List<String> columns(Connection connection) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement s =
            connection.prepareStatement(
                "SELECT table_name, column_name FROM information_schema.columns"
                    + " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')");
        ResultSet row = s.executeQuery()) {
      while (row.next()) {
        found.add(row.getString(1) + "." + row.getString(2));
      }
    }
    return found;
  }

  private static boolean holds(byte[] value, String needle) {
    String raw = new String(value, StandardCharsets.ISO_8859_1);
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, Charset.forName("GB18030"))) {
      if (raw.contains(new String(needle.getBytes(charset), StandardCharsets.ISO_8859_1))) {
        return true;
      }
    }
    return false;
  }
}
