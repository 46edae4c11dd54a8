package org.hutong.core.systems;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Secrets behind their references: {@code file:/path} or {@code file:name} in the keys' folder, and
 * {@code env:NAME}. The secret itself never stands in a system's file, and a reason never shows
 * one.
 */
final class Secrets {
  private static final long MOST_BYTES = 64 * 1024;
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path keys;
  private final Function<String, @Nullable String> environment;

  Secrets(Path keys, Function<String, @Nullable String> environment) {
    this.keys = keys;
    this.environment = environment;
  }

  /** Whether a text is a reference and not, by mistake, the secret. */
  static boolean isReference(String text) {
    return text.startsWith("file:") || text.startsWith("env:");
  }

  /** The file that a reference names; null when it names none. */
  @Nullable Path file(String reference) {
    try {
      return reference.startsWith("file:") ? keys.resolve(reference.substring(5)) : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /**
   * The secret behind a reference, without the newline at its end; null when there is none.
   *
   * @param finding takes what a person should mend
   */
  @Nullable String resolve(String reference, Consumer<String> finding) {
    if (reference.startsWith("env:")) {
      String value = environment.apply(reference.substring(4));
      if (value == null || value.isEmpty()) {
        finding.accept("环境变量未设置");
        return null;
      }
      return value;
    }
    try {
      return read(keys.resolve(reference.substring(5)), finding);
    } catch (IOException | InvalidPathException e) {
      finding.accept("密钥文件不存在或无法读取");
      return null;
    }
  }

  private static @Nullable String read(Path file, Consumer<String> finding) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      finding.accept("密钥文件过大");
      return null;
    }
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
        && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
      finding.accept("密钥文件的权限应为 600");
    }
    String text = Files.readString(file, StandardCharsets.UTF_8);
    text = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    if (text.isEmpty()) {
      finding.accept("密钥文件是空的");
      return null;
    }
    return text;
  }
}
