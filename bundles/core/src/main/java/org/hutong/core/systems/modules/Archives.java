package org.hutong.core.systems.modules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads archives of unknown origin: no entry is trusted before its path and its size are known. */
final class Archives {
  private static final int PIECE = 64 << 10;

  private final ModuleLimits limits;

  Archives(ModuleLimits limits) {
    this.limits = limits;
  }

  /** Judges paths and sizes; returns the names of all files in it, none when something is wrong. */
  List<String> inspect(Path file, String shown, Findings findings) throws IOException {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    long[] left = {limits.unpackedBytes()};
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > limits.entries()) {
        findings.add(shown + " 条目过多：" + zip.size() + "，上限 " + limits.entries());
        return List.of();
      }
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        if (unsafe(name)) {
          findings.add(shown + " 含有不安全的路径 " + printable(name));
          return List.of();
        }
        if (!seen.add(name)) {
          findings.add(shown + " 含有重复的条目 " + printable(name));
          return List.of();
        }
        if (!entry.isDirectory()) {
          names.add(name);
          if (!count(zip, entry, left)) {
            findings.add(shown + " 解压后超过 " + (limits.unpackedBytes() >> 20) + " MiB");
            return List.of();
          }
        }
      }
    } catch (ZipException e) {
      findings.add(shown + " 不是完好的压缩文件");
      return List.of();
    }
    return names;
  }

  /** The content of one file of an inspected archive. */
  static byte[] read(ZipFile zip, String name) throws IOException {
    try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
      return in.readAllBytes();
    }
  }

  /** Writes one file of an inspected archive, in place of what is there. */
  static void unpack(ZipFile zip, String name, Path to) throws IOException {
    try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
      Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean unsafe(String name) {
    return name.isEmpty()
        || name.startsWith("/")
        || name.indexOf('\\') >= 0
        || name.indexOf(':') >= 0
        || name.chars().anyMatch(c -> c < ' ')
        || List.of(name.split("/")).contains("..");
  }

  private static String printable(String name) {
    String safe = name.replaceAll("\\p{Cntrl}", "?");
    return safe.length() > 120 ? safe.substring(0, 120) + "…" : safe;
  }

  private static boolean count(ZipFile zip, ZipEntry entry, long[] left) throws IOException {
    // The declared size is the sender's word; what counts is what comes out.
    byte[] piece = new byte[PIECE];
    try (InputStream in = zip.getInputStream(entry)) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        left[0] -= n;
        if (left[0] < 0) {
          return false;
        }
      }
    }
    return true;
  }
}
