package org.hutong.core.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hutong.core.rules.Fault;

/** Whether the code tables of the systems can be read, before a delivery depends on them. */
public final class CodeTableCheck {
  private CodeTableCheck() {}

  /** What is wrong with {@code systems/<id>/codes.csv}; nothing takes effect. */
  public static List<Fault> of(Path config) {
    List<Fault> faults = new ArrayList<>();
    Path systems = config.resolve("systems");
    if (Files.isDirectory(systems)) {
      try (Stream<Path> folders = Files.list(systems)) {
        for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
          String name = "systems/" + folder.getFileName() + "/" + CodeTables.FILE;
          CodeTables.read(folder, name, faults);
        }
      } catch (IOException e) {
        faults.add(new Fault("systems", 0, "", "文件夹无法读取"));
      }
    }
    return faults;
  }
}
