package org.hutong.core.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hutong.catalogue.Item;
import org.hutong.core.rules.BadExpression;
import org.hutong.core.rules.Expression;
import org.hutong.core.rules.Fault;

/**
 * Whether the mappings that items name are there and can be compiled, before a case depends on
 * them. Only the folders of {@code systems/} are looked at: a system may also come with a bundle.
 */
final class MappingCheck {
  private final Path systems;

  MappingCheck(Path config) {
    this.systems = config.resolve("systems");
  }

  void check(Collection<Item> items, List<Fault> faults) {
    Set<Path> seen = new HashSet<>();
    for (Item item : items) {
      List<Item.Target> targets = new ArrayList<>(item.systems());
      targets.addAll(item.origins());
      for (Item.Target target : targets) {
        Path folder = systems.resolve(target.system());
        Path file = folder.resolve(target.mapping());
        if (Files.isDirectory(folder) && seen.add(file)) {
          String name = "systems/" + target.system() + "/" + target.mapping();
          check(file, name, item.ref().code() + " 第" + item.ref().version() + "版", faults);
        }
      }
    }
  }

  private static void check(Path file, String name, String item, List<Fault> faults) {
    try {
      if (!Files.isRegularFile(file)) {
        faults.add(new Fault(name, 0, "", "事项 " + item + " 用到的映射文件不存在"));
      } else {
        Expression.compile(Files.readString(file, StandardCharsets.UTF_8));
      }
    } catch (BadExpression e) {
      faults.add(new Fault(name, e.line(), "", e.getMessage()));
    } catch (IOException e) {
      faults.add(new Fault(name, 0, "", "文件无法读取，或不是 UTF-8 编码"));
    }
  }
}
