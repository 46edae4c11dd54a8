package org.hutong.gateway.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.junit.jupiter.api.Test;

class EveryCommandTest {
  private static final Path CLASSES = Path.of("target/classes");
  private static final Path RIGHTS =
      Path.of("../../../config/etc/org.apache.karaf.command.acl.hutong.cfg");

  private static List<Class<?>> commands() throws Exception {
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(CLASSES)) {
      for (Path file : files.filter(f -> f.toString().endsWith("Command.class")).toList()) {
        String name = CLASSES.relativize(file).toString().replace('/', '.');
        Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
        if (!Modifier.isAbstract(type.getModifiers())) {
          found.add(type);
        }
      }
    }
    return found;
  }

  private static List<String> names() throws Exception {
    return commands().stream().map(c -> c.getAnnotation(Command.class).name()).toList();
  }

  @Test
  void everyCommandSpeaksChineseWithEnglishBesideAndTakesOptionsAnywhere() throws Exception {
    for (Class<?> command : commands()) {
      assertThat(command).hasAnnotations(Service.class, Command.class, Parsing.class);
      Command said = command.getAnnotation(Command.class);
      assertThat(said.scope()).isEqualTo("hutong");
      assertThat(said.description()).matches("(?s).*\\p{IsHan}.* \\([\\x20-\\x7e]+\\)");
      assertThat(ConsoleCommand.class).isAssignableFrom(command);
    }
    assertThat(names()).doesNotHaveDuplicates().hasSizeGreaterThan(40);
  }

  @Test
  void everyOptionWithoutAValueIsKnownToBeOne() throws Exception {
    Set<String> flags = new TreeSet<>(Set.of("--help"));
    for (Class<?> command : commands()) {
      for (Class<?> type = command; type != Object.class; type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          Option option = field.getAnnotation(Option.class);
          if (option != null && field.getType() == boolean.class) {
            flags.add(option.name());
          }
        }
      }
    }
    assertThat(OptionsAnywhere.WITHOUT_VALUE).isEqualTo(flags);
  }

  @Test
  void theTableOfCommandsNamesEveryOne() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    for (String name : names()) {
      assertThat(readme).contains("`" + name);
    }
  }

  @Test
  void theFileOfRightsNamesOnlyCommandsThatAre() throws Exception {
    assertThat(names()).containsAll(named());
  }

  private static List<String> named() throws IOException {
    return Files.readAllLines(RIGHTS).stream()
        .filter(line -> !line.startsWith("#") && !line.startsWith("*"))
        .map(line -> line.split("=")[0].strip())
        .toList();
  }
}
