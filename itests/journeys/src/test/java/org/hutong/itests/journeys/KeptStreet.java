package org.hutong.itests.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hutong.harness.Appliance;
import org.hutong.harness.Ports;
import org.hutong.harness.Rest;

/** A made-up street whose passwords are known, so that its data can be kept and opened later. */
final class KeptStreet implements AutoCloseable {
  /** Where the data of the release before are kept. */
  static final Path KEPT = Path.of("src/test/resources/upgrade/release-before.tar.gz");

  /** The module that was installed into them. */
  static final String MODULE = "made-up-module";

  /** Its version. */
  static final String MODULE_VERSION = "1.0.0";

  /** Made up, for made-up residents only. */
  private static final String PASSWORD = "Window-0123456789";

  private static final List<String> ADMINISTRATORS = List.of("admin", "security", "auditor");
  private final Appliance appliance;
  private final Path folder;

  private KeptStreet(Appliance appliance, Path folder) {
    this.appliance = appliance;
    this.folder = folder;
  }

  /** Unpacks the distribution that was built; the folder is emptied first. */
  static KeptStreet prepare(String name) throws Exception {
    Path folder = Path.of("target", "journey-" + name).toAbsolutePath();
    Journey.delete(folder);
    Path home =
        Appliance.unpack(Path.of(System.getProperty("distribution")), folder.resolve("unpacked"));
    return new KeptStreet(
        new Appliance(home, folder.resolve("street"), Ports.free(), Ports.free()), folder);
  }

  Appliance appliance() {
    return appliance;
  }

  /** A file beside the data, for their owner. */
  Path secret(String name, List<String> lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.write(file, lines);
  }

  /** The first start: administrators, a clerk and one who looks after modules. */
  void settle() throws Exception {
    Path initial = secret("initial", ADMINISTRATORS.stream().map(a -> a + ":" + PASSWORD).toList());
    appliance.with("HUTONG_INITIAL_PASSWORDS", initial.toString()).start().awaitReady();
    String password = secret("password", List.of(PASSWORD)).toString();
    console(
        "security",
        "hutong:user-add --password-file " + password + " --unit 东经路站 --role clerk clerk",
        "hutong:user-add --password-file " + password + " --unit 信息化 --role street-it it");
  }

  String console(String account, String... commands) throws Exception {
    return appliance.console(account, PASSWORD, commands);
  }

  Rest clerk() {
    return new Rest(Rest.client(), appliance.url(), "clerk", PASSWORD);
  }

  /** The numbers of all cases, as the ledger names them. */
  List<String> cases() throws Exception {
    JsonNode items = clerk().get("/deliveries?limit=500").body().path("items");
    return items.findValuesAsText("caseNumber").stream().distinct().sorted().toList();
  }

  /** Stops it and packs data and keys, without the container's own. */
  void pack(Path into) throws Exception {
    appliance.stop(Duration.ofSeconds(60));
    Files.createDirectories(into.toAbsolutePath().getParent());
    tar(
        "czf",
        into.toAbsolutePath().toString(),
        "--exclude=data/karaf",
        "--exclude=data/log",
        "-C",
        appliance.data().getParent().toString(),
        "data",
        "keys");
  }

  /** Unpacks data and keys under the appliance that will start over them. */
  void unpack(Path from) throws Exception {
    tar("xzf", from.toAbsolutePath().toString(), "-C", appliance.data().getParent().toString());
  }

  private static void tar(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tar"));
    command.addAll(List.of(arguments));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("tar failed: " + command);
    }
  }

  @Override
  public void close() throws IOException {
    appliance.close();
  }
}
