package org.hutong.standins.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A generated password or token in {@code DIR/secret}, mode 600, the same after a restart. */
public final class Secret {
  private static final int BYTES = 18;

  private Secret() {}

  /** Where it stands. */
  public static Path file(Path dir) {
    return dir.resolve("secret");
  }

  /** Reads the secret, or makes it on the first start. */
  public static String of(Path dir) throws IOException {
    Path file = file(dir);
    if (!Files.exists(file)) {
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, HexFormat.of().formatHex(random));
    }
    return Files.readString(file).strip();
  }
}
