package org.hutong.itests.modules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hutong.harness.Appliance;
import org.hutong.harness.NewerBundle;
import org.hutong.harness.Ports;
import org.hutong.harness.Street;

/**
 * A street whose modules are changed at the console, by its technician, under the eyes of a test.
 */
final class ModuleStreet implements AutoCloseable {
  /** The adapter of the hub's system si-07, as it is shipped. */
  static final String REST = "org.hutong.adapter-rest";

  private static final Pattern REFUSED = Pattern.compile("MODULE_\\w+");

  private final Path folder;
  private final Street street;

  private ModuleStreet(Path folder, Street street) {
    this.folder = folder;
    this.street = street;
  }

  /** What a console command came to. */
  record Said(boolean done, String text) {
    /** The stable code of a refusal. */
    String code() {
      Matcher code = REFUSED.matcher(text);
      return code.find() ? code.group() : "";
    }
  }

  /** A module as {@code hutong:modules} shows it. */
  record Shown(String version, String state, String reason) {}

  static ModuleStreet start(Path folder) throws Exception {
    Path home = unpacked(folder.resolve("program"));
    Street street =
        Street.prepare(home, folder.resolve("street"), Ports.free(), Ports.free(), List.of());
    return new ModuleStreet(folder, street.start());
  }

  static Path unpacked(Path folder) throws IOException, InterruptedException {
    return Appliance.unpack(Path.of(System.getProperty("distribution")), folder);
  }

  Street street() {
    return street;
  }

  /** A folder for module files. */
  Path files() throws IOException {
    return Files.createDirectories(folder.resolve("files"));
  }

  /** The shipped adapter of si-07, under another version. */
  ModuleJar shipped(String version) throws IOException {
    return ModuleJar.repacked(
        NewerBundle.shipped(street.appliance().home(), "adapter-rest"), version);
  }

  Said update(Path file) throws InterruptedException {
    return say("it", "hutong:module-update " + file.toAbsolutePath());
  }

  Said install(Path file) throws InterruptedException {
    return say("it", "hutong:module-install " + file.toAbsolutePath());
  }

  Said check(Path file) throws InterruptedException {
    return say("it", "hutong:module-check " + file.toAbsolutePath());
  }

  /** Judges every installed module by a distribution that does not run. */
  Said checkAgainst(Path home) throws InterruptedException {
    return say("it", "hutong:module-check --against " + home.toAbsolutePath());
  }

  Said remove(String name) throws InterruptedException {
    return say("it", "hutong:module-remove " + name);
  }

  Said say(String account, String command) throws InterruptedException {
    return say(street.appliance(), account, command);
  }

  /** The same at another appliance over the same accounts. */
  Said say(Appliance appliance, String account, String command) throws InterruptedException {
    try {
      return new Said(true, appliance.console(account, street.password(account), command));
    } catch (IOException e) {
      return new Said(false, String.valueOf(e.getMessage()));
    }
  }

  /** How the module stands; an empty version when there is none of that name. */
  Shown shown(String name) throws InterruptedException, IOException {
    return shown(street.appliance(), name);
  }

  /** The same; also empty while the console does not answer yet. */
  Shown shown(Appliance appliance, String name) throws InterruptedException, IOException {
    Said said = say(appliance, "it", "hutong:modules --json");
    int object = said.text().indexOf('{');
    int list = said.text().indexOf('[');
    if (!said.done() || object < 0) {
      return new Shown("", "", "");
    }
    int begin = list < 0 ? object : Math.min(object, list);
    JsonNode json = new ObjectMapper().readTree(said.text().substring(begin));
    for (JsonNode module : json.isArray() ? json : json.path("items")) {
      if (module.path("name").asText().equals(name)) {
        return new Shown(
            module.path("version").asText(),
            module.path("state").asText(),
            module.path("reason").asText(""));
      }
    }
    return new Shown("", "", "");
  }

  /** Back to what the distribution brings. */
  void reset() throws InterruptedException, IOException {
    if (!shown(REST).state().equals("BUILT_IN")) {
      remove(REST);
    }
  }

  @Override
  public void close() throws IOException {
    street.close();
  }
}
