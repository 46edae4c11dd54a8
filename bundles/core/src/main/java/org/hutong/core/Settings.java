package org.hutong.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hutong.core.access.AccessPolicy;
import org.hutong.core.casework.CaseRoom;
import org.hutong.core.delivery.HoldingsDesk;
import org.hutong.core.settings.Given;
import org.hutong.core.store.DataIdentity;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.upkeep.Retention;
import org.hutong.core.upkeep.UpkeepDesk;
import org.jspecify.annotations.Nullable;

/**
 * The machine's settings: folders from the system properties that {@code bin/} passes, the rest
 * from {@code etc/org.hutong.core.cfg}, read whole at the start and never again. Secrets stand
 * there as {@code file:} or {@code env:} references only, because Config Admin persists what it
 * reads.
 */
final class Settings {
  private static final Pattern STREET = Pattern.compile("[0-9]{9}");
  private static final Pattern KIND = Pattern.compile("derby|postgresql");
  private static final Pattern REFERENCE = Pattern.compile("(file|env):.+");

  private final Given given;
  private final String street;
  private final String streetName;
  private final String kind;
  private final String url;
  private final String user;
  private final String password;
  private final int readers;
  private final int queue;
  private final int group;
  private final int answerSeconds;
  private final int changesWaiters;
  private final int diskFloorMb;
  private final int disputeDays;
  private final int laneMinutes;
  private final Retention retention;
  private final HoldingsDesk.Plan holdings;
  private final AccessPolicy access;

  Settings(@Nullable Dictionary<String, Object> cfg) {
    given = new Given(plain(cfg));
    street = given.text("street.code", "110102014", STREET, "九位数字", "nine digits");
    streetName = given.text("street.name", "天桥街道");
    kind = given.text("store.kind", "derby", KIND, " derby 或 postgresql", "derby or postgresql");
    url = given.text("store.url", "");
    user = given.text("store.user", "");
    password =
        given.text(
            "store.password",
            "",
            REFERENCE,
            " file: 或 env: 引用，不得写入口令本身",
            "a file: or env: reference, never the secret itself");
    readers = given.number("store.readers", 8, 1, 1_000);
    queue = given.number("store.queue", 4096, 1, 1_000_000);
    group = given.number("store.group", 256, 1, 1_000_000);
    answerSeconds = given.number("store.answer.seconds", 60, 1, 86_400);
    changesWaiters = given.number("changes.waiters", 200, 0, 100_000);
    diskFloorMb = given.number("disk.floor.mb", 512, 0, Integer.MAX_VALUE);
    disputeDays = given.number("dispute.days", CaseRoom.DETERMINATION_LIMIT, 1, 366);
    laneMinutes = given.number("health.lane.minutes", 60, 1, 525_600);
    retention = Retention.from(given);
    holdings = HoldingsDesk.Plan.from(given);
    access = AccessPolicy.from(given);
  }

  private static Map<String, Object> plain(@Nullable Dictionary<String, Object> cfg) {
    Map<String, Object> values = new HashMap<>();
    if (cfg != null) {
      Collections.list(cfg.keys()).forEach(name -> values.put(name, cfg.get(name)));
    }
    return values;
  }

  /** A line for each setting that is wrong, by its name; with one the database stays closed. */
  Map<String, String> wrong() {
    return given.wrong();
  }

  /** Names in the file that say nothing to this release. */
  List<String> unknown() {
    return given.unknown();
  }

  private static Path folder(String property) {
    String value = System.getProperty(property);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("The system property " + property + " is not set");
    }
    return Path.of(value).toAbsolutePath().normalize();
  }

  Path data() {
    return folder("hutong.data");
  }

  Path keys() {
    return folder("hutong.keys");
  }

  /** Business files: {@code items, systems, catalogue, calendar}. */
  Path config() {
    String value = System.getProperty("hutong.config", "");
    return value.isBlank() ? folder("hutong.etc") : Path.of(value);
  }

  @Nullable Path initialPasswords() {
    String value = System.getProperty("hutong.initial.passwords", "");
    return value.isBlank() ? null : Path.of(value);
  }

  String street() {
    return street;
  }

  String streetName() {
    return streetName;
  }

  /** The secret is read each time: its file may come later. */
  DatabaseConfig database() throws IOException {
    return new DatabaseConfig(
        kind,
        data().resolve("database"),
        url,
        user,
        secret(password),
        readers,
        queue,
        group,
        answerSeconds);
  }

  /** Whose data these are to be. */
  DataIdentity identity() {
    return DataIdentity.of(street, kind);
  }

  UpkeepDesk.Settings upkeep(String version) {
    return new UpkeepDesk.Settings(
        street,
        version,
        data(),
        keys(),
        config(),
        folder("karaf.etc"),
        folder("hutong.home"),
        diskFloorMb * 1024L * 1024,
        retention);
  }

  HoldingsDesk.Plan holdings() {
    return holdings;
  }

  AccessPolicy access() {
    return access;
  }

  /** Callers that may wait for changes at the same time. */
  int changesWaiters() {
    return changesWaiters;
  }

  /** Working days within which a contested step is to be determined. */
  int disputeDays() {
    return disputeDays;
  }

  /** How long a lane may stand still until health tells. */
  Duration laneLimit() {
    return Duration.ofMinutes(laneMinutes);
  }

  private static @Nullable String secret(String reference) throws IOException {
    if (reference.startsWith("file:")) {
      return Files.readString(Path.of(reference.substring(5)), StandardCharsets.UTF_8).strip();
    }
    return reference.startsWith("env:") ? System.getenv(reference.substring(4)) : null;
  }
}
