package org.hutong.itests.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a few lines of wrong code where a rule looks, so that the rule is seen to fail. */
final class Offender {
  private final Path folder;

  Offender(Path folder) {
    this.folder = folder;
  }

  /** The classes of these sources, by full name. */
  JavaClasses compile(Map<String, String> sources) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      String type = source.getKey();
      int dot = type.lastIndexOf('.');
      Path file = folder.resolve("src").resolve(type.replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      String text = "package " + type.substring(0, dot) + ";\n" + source.getValue() + "\n";
      files.add(Files.writeString(file, text));
    }
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d",
              classes.toString(),
              "-classpath",
              System.getProperty("java.class.path"),
              "-proc:none");
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      if (!compiled) {
        throw new IllegalStateException(messages.toString());
      }
    }
    return new ClassFileImporter().importPath(classes);
  }
}
