package org.hutong.core.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.hutong.core.store.PrivateFiles;
import org.hutong.core.store.Trees;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts in their file. Not in the database, so that the console can be entered while the
 * database is down. Readers see one moment; a change is on disk before anyone sees it.
 */
final class AccountBook {
  private static final Logger log = LoggerFactory.getLogger(AccountBook.class);

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;
  private volatile Accounting now;

  private AccountBook(Path file, Accounting now) {
    this.file = file;
    this.now = now;
  }

  /** Reads the file; a damaged one is never replaced by a fresh one. */
  static AccountBook open(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new AccountBook(file, Accounting.empty());
    }
    if (closed(file)) {
      log.warn("{} was open to others; it is for the owner only again", file.getFileName());
    }
    try {
      Accounting read = Trees.read(Files.readAllBytes(file), Accounting.class);
      if (read.format() != Accounting.FORMAT) {
        throw new IOException(file + " has format " + read.format() + ", which is not known here");
      }
      return new AccountBook(file, read);
    } catch (IllegalStateException e) {
      // Without the cause, which quotes what it could not read.
      throw new IOException(file + " is damaged; restore it from a backup");
    }
  }

  private static boolean closed(Path file) throws IOException {
    if (OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      return false;
    }
    Files.setPosixFilePermissions(file, OWNER_ONLY);
    return true;
  }

  Accounting now() {
    return now;
  }

  /** Changes the file, then what readers see; what {@code change} throws changes nothing. */
  synchronized void change(UnaryOperator<Accounting> change) {
    Accounting next = change.apply(now);
    try {
      PrivateFiles.write(file, Trees.write(next));
    } catch (IOException e) {
      throw Refused.failed(Code.INTERNAL_ERROR, e);
    }
    now = next;
  }
}
