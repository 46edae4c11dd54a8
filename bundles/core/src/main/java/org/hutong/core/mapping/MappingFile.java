package org.hutong.core.mapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;
import org.hutong.core.rules.BadExpression;
import org.hutong.core.rules.Expression;
import org.hutong.core.rules.Fault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One mapping with its system's code tables: compiled once, read again when a file's time or size
 * has changed, looked at no more than once a second. A changed file that cannot be read leaves the
 * old one in force.
 */
final class MappingFile {
  private static final Logger LOG = LoggerFactory.getLogger(MappingFile.class);
  private static final long LOOK_AGAIN = Duration.ofSeconds(1).toNanos();

  private record Stamp(@Nullable FileTime time, long size) {
    static Stamp of(Path file) throws IOException {
      return Files.exists(file)
          ? new Stamp(Files.getLastModifiedTime(file), Files.size(file))
          : new Stamp(null, 0);
    }
  }

  private record State(
      @Nullable Expression loaded,
      List<Fault> faults,
      @Nullable Stamp mapping,
      @Nullable Stamp codes,
      long lookedAt,
      String version) {}

  private final Path folder;
  private final String file;
  private final LongSupplier nanos;
  private volatile @Nullable State state;

  MappingFile(Path folder, String file, LongSupplier nanos) {
    this.folder = folder;
    this.file = file;
    this.nanos = nanos;
  }

  /** What is in force; throws {@link MappingFailed} while the file was never good. */
  Expression loaded() throws MappingFailed {
    return current().loaded();
  }

  /** Tells what is in force from what was before. */
  String version() throws MappingFailed {
    return current().version();
  }

  private State current() throws MappingFailed {
    State now = state;
    if (now == null || nanos.getAsLong() - now.lookedAt() >= LOOK_AGAIN) {
      now = refresh();
    }
    if (now.loaded() == null) {
      boolean missing = now.mapping() != null && now.mapping().time() == null;
      throw new MappingFailed(now.faults().isEmpty() ? file : now.faults().get(0).line(), missing);
    }
    return now;
  }

  private synchronized State refresh() {
    State old = state;
    try {
      Stamp mapping = Stamp.of(folder.resolve(file));
      Stamp codes = Stamp.of(folder.resolve(CodeTables.FILE));
      State next;
      if (old != null && mapping.equals(old.mapping()) && codes.equals(old.codes())) {
        next =
            new State(old.loaded(), old.faults(), mapping, codes, nanos.getAsLong(), old.version());
      } else {
        List<Fault> faults = new ArrayList<>();
        Expression loaded = read(folder, file, faults);
        faults.forEach(f -> LOG.warn("A mapping is not taken into force: {}", f.line()));
        boolean keep = loaded == null && old != null;
        next =
            new State(
                keep ? old.loaded() : loaded,
                faults,
                mapping,
                codes,
                nanos.getAsLong(),
                keep ? old.version() : digest());
      }
      state = next;
      return next;
    } catch (IOException e) {
      State kept =
          new State(
              old == null ? null : old.loaded(),
              List.of(new Fault(name(folder, file), 0, "", "文件无法读取")),
              null,
              null,
              nanos.getAsLong(),
              old == null ? "" : old.version());
      state = kept;
      return kept;
    }
  }

  private String digest() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String each : List.of(file, CodeTables.FILE)) {
        Path read = folder.resolve(each);
        digest.update(Files.exists(read) ? Files.readAllBytes(read) : new byte[0]);
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Compiles a mapping; null with faults when it cannot be used. */
  static @Nullable Expression read(Path folder, String file, List<Fault> faults) {
    int before = Fault.wrong(faults);
    CodeTables codes = CodeTables.read(folder, name(folder, CodeTables.FILE), faults);
    try {
      String source = Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
      Expression compiled = Expression.compile(source, MappingFunctions.with(codes));
      return Fault.wrong(faults) == before ? compiled : null;
    } catch (BadExpression e) {
      faults.add(new Fault(name(folder, file), e.line(), "", e.getMessage()));
    } catch (IOException e) {
      faults.add(new Fault(name(folder, file), 0, "", "文件不存在或无法读取"));
    }
    return null;
  }

  private static String name(Path folder, String file) {
    return folder.getFileName() + "/" + file;
  }
}
