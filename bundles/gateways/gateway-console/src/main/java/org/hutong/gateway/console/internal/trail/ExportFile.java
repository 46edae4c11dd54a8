package org.hutong.gateway.console.internal.trail;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.Json;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** A file of one JSON document a line, for its owner only, that overwrites nothing. */
final class ExportFile {
  private static final String OPTION = "file";
  private static final String FOLDER = "export";

  // The program, its keys and its rules: an auditor changes none of them.
  private static final List<String> CLOSED =
      List.of("hutong.home", "hutong.keys", "hutong.config", "hutong.etc");

  /** Keeps the first failure, because the sender of documents is not the one to hear of it. */
  private static final class Lines implements Consumer<Object> {
    private final BufferedWriter out;
    private long count;
    private @Nullable IOException failure;

    Lines(BufferedWriter out) {
      this.out = out;
    }

    @Override
    public void accept(Object document) {
      if (failure != null) {
        return;
      }
      try {
        out.write(Json.text(document));
        out.write('\n');
        count++;
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  private ExportFile() {}

  /** Where the file goes: a mere name into the data's folder for exports. */
  static Path place(String text) {
    Path path;
    try {
      path = Path.of(text);
    } catch (InvalidPathException e) {
      throw Inputs.wrong(OPTION, "不是文件名");
    }
    Path data = folder("hutong.data");
    if (!path.isAbsolute()) {
      if (data == null || path.getNameCount() != 1 || path.startsWith("..")) {
        throw Inputs.wrong(OPTION, "请给出文件名或完整路径");
      }
      return data.resolve(FOLDER).resolve(path);
    }
    Path full = path.normalize();
    boolean closed =
        CLOSED.stream().map(ExportFile::folder).anyMatch(f -> f != null && full.startsWith(f))
            || (data != null && full.startsWith(data) && !full.startsWith(data.resolve(FOLDER)));
    if (closed) {
      throw Inputs.wrong(OPTION, "不能存入程序、密钥、配置或数据的目录，可只给文件名");
    }
    return full;
  }

  private static @Nullable Path folder(String property) {
    String value = System.getProperty(property, "");
    return value.isBlank() ? null : Path.of(value).toAbsolutePath().normalize();
  }

  /**
   * Writes what comes and forces it to the disk.
   *
   * @return how many documents
   */
  static long write(Path target, Consumer<Consumer<Object>> source) {
    try {
      Path folder = target.getParent();
      if (!Files.isDirectory(folder) && folder.endsWith(FOLDER)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      // New, or not at all.
      try (FileChannel channel =
          FileChannel.open(
              target,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        return fill(target, channel, source);
      }
    } catch (FileAlreadyExistsException e) {
      throw Inputs.wrong(OPTION, "文件已存在，不覆盖");
    } catch (IOException e) {
      throw Refused.because(Code.INVALID_REQUEST, "文件写不进去：" + target);
    }
  }

  private static long fill(Path target, FileChannel channel, Consumer<Consumer<Object>> source)
      throws IOException {
    boolean whole = false;
    try {
      BufferedWriter out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
      Lines lines = new Lines(out);
      source.accept(lines);
      if (lines.failure != null) {
        throw lines.failure;
      }
      out.flush();
      channel.force(true);
      whole = true;
      return lines.count;
    } finally {
      if (!whole) {
        // Half a trail would pass for a whole one.
        Files.deleteIfExists(target);
      }
    }
  }
}
