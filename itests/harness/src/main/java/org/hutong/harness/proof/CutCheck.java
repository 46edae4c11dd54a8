package org.hutong.harness.proof;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The power cut is tested itself: a program writes in each of the ways that Java has, forces some
 * of it, and ends at once. After the cut exactly what was forced may be there.
 */
public final class CutCheck {
  private static final String OLD = "old old old old ";
  private static final String NEW = "new new new ";
  private static final int BIG = 20_000;

  /** What must stand in each file after the cut; files that are not named must not be there. */
  private static final Map<String, String> EXPECTED = new TreeMap<>();

  static {
    EXPECTED.put("forced", NEW);
    EXPECTED.put("overwritten", OLD);
    EXPECTED.put("overwritten-in-the-middle", OLD);
    EXPECTED.put("appended", OLD);
    EXPECTED.put("emptied", OLD);
    EXPECTED.put("shortened", OLD);
    EXPECTED.put("forced-each-write", NEW + "old ");
    EXPECTED.put("made-by-forced-writes", NEW);
    EXPECTED.put("renamed-over", OLD);
    EXPECTED.put("renamed-over.new", NEW);
    EXPECTED.put("removed", OLD);
    EXPECTED.put("removed-by-file", OLD);
    EXPECTED.put("forced-twice", NEW + OLD);
    EXPECTED.put("big", OLD);
    EXPECTED.put("kept/renamed-and-forced", NEW);
  }

  private CutCheck() {}

  /** Writes into the folder, and ends without a word. */
  public static void main(String[] args) throws IOException {
    Path in = Path.of(args[0]);
    Files.createDirectories(in.resolve("kept"));
    for (String name :
        List.of(
            "overwritten",
            "overwritten-in-the-middle",
            "appended",
            "emptied",
            "shortened",
            "forced-each-write",
            "renamed-over",
            "removed",
            "removed-by-file",
            "big",
            "kept/renamed-and-forced",
            "kept/removed-and-forced")) {
      force(in.resolve(name), OLD);
    }
    forceFolder(in);
    forceFolder(in.resolve("kept"));

    Files.writeString(in.resolve("never-forced"), NEW);
    force(in.resolve("forced"), NEW);
    try (FileChannel file = FileChannel.open(in.resolve("overwritten"), StandardOpenOption.WRITE)) {
      file.write(bytes(NEW));
    }
    try (RandomAccessFile file =
        new RandomAccessFile(in.resolve("overwritten-in-the-middle").toFile(), "rw")) {
      file.seek(4);
      file.write(NEW.getBytes(StandardCharsets.UTF_8), 0, 4);
    }
    try (FileOutputStream file = new FileOutputStream(in.resolve("appended").toFile(), true)) {
      file.write(NEW.getBytes(StandardCharsets.UTF_8));
    }
    Files.writeString(in.resolve("emptied"), NEW);
    try (FileChannel file = FileChannel.open(in.resolve("shortened"), StandardOpenOption.WRITE)) {
      file.truncate(3);
    }
    for (String name : List.of("forced-each-write", "made-by-forced-writes")) {
      try (RandomAccessFile file = new RandomAccessFile(in.resolve(name).toFile(), "rwd")) {
        file.write(NEW.getBytes(StandardCharsets.UTF_8));
      }
    }
    force(in.resolve("renamed-over.new"), NEW);
    Files.move(
        in.resolve("renamed-over.new"),
        in.resolve("renamed-over"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    Files.delete(in.resolve("removed"));
    if (!in.resolve("removed-by-file").toFile().delete()) {
      throw new IOException("not removed");
    }
    try (FileChannel file =
        FileChannel.open(
            in.resolve("forced-twice"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(bytes(NEW + OLD));
      file.force(false);
      file.write(bytes(NEW + NEW));
      file.write(bytes(NEW), 0);
    }
    try (FileChannel file = FileChannel.open(in.resolve("big"), StandardOpenOption.WRITE);
        FileChannel from = FileChannel.open(in.resolve("never-forced"))) {
      file.write(new ByteBuffer[] {ByteBuffer.allocate(BIG), ByteBuffer.allocate(BIG)});
      from.transferTo(0, from.size(), file);
    }
    force(in.resolve("kept/renamed-and-forced.new"), NEW);
    Files.move(
        in.resolve("kept/renamed-and-forced.new"),
        in.resolve("kept/renamed-and-forced"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.delete(in.resolve("kept/removed-and-forced"));
    forceFolder(in.resolve("kept"));
    Runtime.getRuntime().halt(0);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void force(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(bytes(text));
      channel.force(true);
    }
  }

  private static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    }
  }

  /** Lets the program run under the shim, cuts, and gives what is not as it must be. */
  static Map<String, String> wrong(Path library, Path folder)
      throws IOException, InterruptedException {
    Path root = folder.resolve("root");
    PowerCut cut =
        new PowerCut(library, root, folder.resolve("notes"), new Random(), Duration.ofHours(1));
    Path in = root.toRealPath().resolve("files");
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            CutCheck.class.getName(),
            in.toString());
    program.environment().putAll(cut.environment());
    Process process = program.inheritIO().start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      return Map.of("the program", "did not end well");
    }
    Map<String, String> before = read(in);
    cut.strike(false);
    Map<String, String> wrong = new LinkedHashMap<>();
    if (!before.containsKey("never-forced") || before.equals(EXPECTED)) {
      wrong.put("before the cut", before.toString());
    }
    Map<String, String> after = read(in);
    EXPECTED.forEach(
        (name, text) -> {
          if (!text.equals(after.remove(name))) {
            wrong.put(name, "not as it was forced");
          }
        });
    after.forEach((name, text) -> wrong.put(name, "there, and nothing had forced it"));
    return wrong;
  }

  private static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return texts;
  }
}
