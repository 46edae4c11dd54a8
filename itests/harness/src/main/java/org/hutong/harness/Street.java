package org.hutong.harness;

import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hutong.standins.StandInProcess;

/**
 * A whole street on loopback: the appliance and its systems, three of them and whichever are
 * connected besides, each a process of its own, and accounts with passwords made here. Nothing of
 * it is asked from inside.
 */
public final class Street implements AutoCloseable {
  private final Path folder;
  private final Appliance appliance;
  private final Map<String, StandInProcess> systems = new LinkedHashMap<>();
  private final Map<String, String> passwords = new LinkedHashMap<>();
  private final List<Closeable> others = new ArrayList<>();
  private final HttpClient http = Rest.client();

  private Street(Path folder, Appliance appliance) {
    this.folder = folder;
    this.appliance = appliance;
  }

  /** A made-up password; no account's name can stand in it, which would be refused. */
  public static String password() {
    byte[] bytes = new byte[18];
    new SecureRandom().nextBytes(bytes);
    return "Hx." + HexFormat.of().formatHex(bytes);
  }

  /**
   * Starts the three systems, each in its own folder; the appliance is configured, not started.
   *
   * @param aidOptions further options of si-02, such as {@code --no-dedup}
   */
  public static Street prepare(
      Path home, Path folder, int httpPort, int sshPort, List<String> aidOptions)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Street street =
        new Street(folder, new Appliance(home, folder.resolve("appliance"), httpPort, sshPort));
    try {
      street.begin("si-04");
      List<String> options = new ArrayList<>(List.of("--delay-ms", "20-60"));
      options.addAll(aidOptions);
      street.begin("si-02", options.toArray(String[]::new));
      street.begin("si-07");
      street.point();
      street.initialPasswords();
      return street;
    } catch (IOException e) {
      street.close();
      throw e;
    }
  }

  /**
   * Starts a further system, which the appliance is told of; before {@link #start}.
   *
   * @param id such as {@code si-01}, for which a folder ships
   */
  public Street connect(String id) throws IOException, InterruptedException {
    begin(id);
    point();
    return this;
  }

  /** Something else that serves this street and ends with it. */
  void endsWith(Closeable other, long pid, String what) throws IOException {
    others.add(other);
    started(pid, what);
  }

  private void begin(String id, String... options) throws IOException, InterruptedException {
    StandInProcess system = StandInProcess.start(id, folder.resolve(id), options);
    systems.put(id, system);
    started(system.pid(), id);
  }

  /** Leaves behind whom to stop, should this process be killed itself. */
  private void started(long pid, String what) throws IOException {
    Files.writeString(
        folder.resolve("pids"),
        pid + " " + what + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Tells the appliance where its systems are; after a system moved, before a start. */
  private void point() throws IOException {
    for (Map.Entry<String, StandInProcess> entry : systems.entrySet()) {
      String prefix = "HUTONG_" + entry.getKey().toUpperCase(Locale.ROOT).replace("-", "");
      StandInProcess system = entry.getValue();
      appliance.with(prefix + "_URL", system.url());
      appliance.with(
          prefix + "_SECRET",
          folder.resolve(entry.getKey()).resolve("secret").toAbsolutePath().toString());
      told(prefix + "_USER", system, "user");
      told(prefix + "_HOOK_SECRET", system, "hookSecretFile");
      told(prefix + "_KEYSTORE", system, "keyStore");
      told(prefix + "_TRUST", system, "trustStore");
    }
  }

  private void told(String name, StandInProcess system, String field) {
    if (system.ready().has(field)) {
      appliance.with(name, system.ready().path(field).asText());
    }
  }

  private void initialPasswords() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String administrator : List.of("admin", "security", "auditor")) {
      passwords.put(administrator, password());
      lines.add(administrator + ":" + passwords.get(administrator));
    }
    Path file = folder.resolve("initial-passwords");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, lines);
    appliance.with("HUTONG_INITIAL_PASSWORDS", file.toAbsolutePath().toString());
  }

  /** Starts the appliance and, the first time, makes the accounts people work with. */
  public Street start() throws Exception {
    begin();
    appliance.awaitReady();
    openAccounts();
    return this;
  }

  /** Starts the appliance; returns at once. */
  public void begin() throws IOException {
    appliance.start();
    started(appliance.pid(), "appliance");
  }

  /** The first time, makes the accounts people work with. */
  public void openAccounts() throws IOException, InterruptedException {
    if (!passwords.containsKey("clerk")) {
      openAccounts(
          List.of(
              new Account("clerk", "clerk", "东经路站"),
              new Account("officer", "officer", "社保所"),
              new Account("final", "officer", "民政科"),
              new Account("dispatcher", "dispatcher", "分中心"),
              new Account("it", "street-it", "信息化"),
              new Account("hub", "hub", "区指挥中心")));
    }
  }

  /** Who works in a unit, in which role. */
  public record Account(String name, String role, String unit) {}

  /** Makes accounts, each with a password of its own. */
  public void openAccounts(List<Account> accounts) throws IOException, InterruptedException {
    List<String> commands = new ArrayList<>();
    for (Account account : accounts) {
      passwords.put(account.name(), password());
      Path secret = folder.resolve("password-" + account.name());
      Files.writeString(secret, passwords.get(account.name()));
      commands.add(
          "hutong:user-add --password-file "
              + secret.toAbsolutePath()
              + " --unit "
              + account.unit()
              + " --role "
              + account.role()
              + " "
              + account.name());
    }
    String said = console("security", commands.toArray(String[]::new));
    if (said.split("已新增账户", -1).length - 1 != commands.size()) {
      throw new IOException("The accounts were not made: " + said);
    }
  }

  /** Runs console commands with an account. */
  public String console(String account, String... commands)
      throws IOException, InterruptedException {
    return appliance.console(account, passwords.get(account), commands);
  }

  /** The appliance. */
  public Appliance appliance() {
    return appliance;
  }

  /** A system by its id: {@code si-02}, {@code si-04}, {@code si-07}. */
  public StandInProcess system(String id) {
    return systems.get(id);
  }

  /** All systems by id. */
  public Map<String, StandInProcess> systems() {
    return systems;
  }

  /** The password made for an account. */
  public String password(String account) {
    return passwords.get(account);
  }

  /** All accounts. */
  public Iterable<String> accounts() {
    return passwords.keySet();
  }

  /** An account's view of REST. */
  public Rest rest(String account) {
    return new Rest(http, appliance.url(), account, passwords.get(account));
  }

  /** An account's view of SOAP. */
  public Soap soap(String account) {
    return new Soap(http, appliance.url(), account, passwords.get(account));
  }

  /** Stops everything it started. */
  @Override
  public synchronized void close() throws IOException {
    appliance.close();
    for (StandInProcess system : systems.values()) {
      system.close();
    }
    for (Closeable other : others) {
      other.close();
    }
  }
}
