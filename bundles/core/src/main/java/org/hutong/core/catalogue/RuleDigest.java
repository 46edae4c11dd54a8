package org.hutong.core.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.hutong.core.rules.Fault;

/** One SHA-256 over the folders of business files: the same files, the same version. */
final class RuleDigest {
  private static final List<String> FOLDERS =
      List.of("calendar", "catalogue", "items", "overlay", "streets");

  private RuleDigest() {}

  static String of(Path config, List<Fault> faults) {
    MessageDigest digest = sha256();
    for (String folder : FOLDERS) {
      if (Files.isDirectory(config.resolve(folder))) {
        try (Stream<Path> files = Files.list(config.resolve(folder))) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            String name = folder + "/" + file.getFileName() + "\n" + Files.size(file) + "\n";
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
          }
        } catch (IOException e) {
          faults.add(new Fault(folder, 0, "", "文件夹无法读取"));
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * What a standard is known by: the first 16 digits of a SHA-256 over what lies below and a file.
   *
   * @param below the standard that the file lies over; empty where it stands by itself
   */
  static String standard(String below, byte[] file) {
    MessageDigest digest = sha256();
    digest.update(below.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(digest.digest(file)).substring(0, 16);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
