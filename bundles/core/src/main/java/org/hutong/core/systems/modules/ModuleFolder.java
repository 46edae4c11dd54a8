package org.hutong.core.systems.modules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hutong.core.store.PrivateFiles;
import org.hutong.core.store.Trees;
import org.hutong.core.systems.modules.ModuleForm.BundleForm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files under {@code HUTONG_DATA/modules}: what is kept of each module, and what should run.
 */
final class ModuleFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ModuleFolder.class);
  private static final String STAGING = ".staging";
  private static final String STATE = "modules.json";

  private final Path root;

  ModuleFolder(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** What should run; nothing of our own when no module was ever installed. */
  Desired load() throws IOException {
    PrivateFiles.folder(root);
    Path file = root.resolve(STATE);
    if (!Files.exists(file)) {
      return Desired.NOTHING;
    }
    try {
      return Trees.read(Files.readAllBytes(file), Desired.class);
    } catch (IllegalStateException e) {
      Path aside = root.resolve(STATE + ".unreadable");
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.error("{} cannot be read, it was put aside; no module is installed", aside, e);
      return Desired.NOTHING;
    }
  }

  void save(Desired desired) throws IOException {
    PrivateFiles.write(root.resolve(STATE), Trees.write(desired));
  }

  /** An empty folder for one file that is being looked at. */
  Path staging() throws IOException {
    Path staging = root.resolve(STAGING);
    PrivateFiles.remove(staging);
    PrivateFiles.folder(staging);
    return staging;
  }

  void clearStaging() {
    try {
      PrivateFiles.remove(root.resolve(STAGING));
    } catch (IOException e) {
      LOG.warn("Staging of modules could not be cleared", e);
    }
  }

  Path of(Kept kept) {
    return root.resolve(kept.name()).resolve(kept.version());
  }

  /** What would be kept of a staged module, without keeping it yet. */
  static Kept describe(ModuleForm form, OffsetDateTime now) throws IOException {
    List<String> jars = new ArrayList<>();
    for (BundleForm bundle : form.bundles()) {
      jars.add(bundle.symbolicName() + "-" + bundle.version() + ".jar");
    }
    return new Kept(
        form.name(),
        form.version().toString(),
        jars,
        form.bundles().stream().map(BundleForm::symbolicName).toList(),
        form.bundles().stream().map(each -> each.version().toString()).toList(),
        form.features(),
        digest(form.bundles().stream().map(BundleForm::jar).toList()),
        List.of(),
        now);
  }

  /** Whether the kept files are there and are what they were when they were checked. */
  boolean intact(Kept kept) {
    List<Path> jars = kept.jars().stream().map(of(kept)::resolve).toList();
    try {
      return jars.stream().allMatch(Files::isReadable) && digest(jars).equals(kept.digest());
    } catch (IOException e) {
      LOG.warn("The files of {} {} cannot be read", kept.name(), kept.version(), e);
      return false;
    }
  }

  private static String digest(List<Path> jars) throws IOException {
    MessageDigest sha = sha256();
    for (Path jar : jars) {
      try (InputStream in = Files.newInputStream(jar)) {
        byte[] piece = new byte[64 << 10];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
          sha.update(piece, 0, n);
        }
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** Puts the staged bundles into that folder, each whole or not at all. */
  static void copy(ModuleForm form, Kept kept, Path folder) throws IOException {
    PrivateFiles.folder(folder);
    for (int i = 0; i < kept.jars().size(); i++) {
      PrivateFiles.copy(form.bundles().get(i).jar(), folder.resolve(kept.jars().get(i)));
    }
  }

  /** Deletes every version that is neither desired, nor the one before, nor being swapped. */
  void prune(Desired desired) {
    Set<Path> wanted = new HashSet<>();
    desired
        .modules()
        .values()
        .forEach(
            versions -> {
              wanted.add(of(versions.current()));
              if (versions.previous() != null) {
                wanted.add(of(versions.previous()));
              }
            });
    Desired.Pending pending = desired.pending();
    if (pending != null && pending.from() != null) {
      wanted.add(of(pending.from()));
    }
    if (pending != null && pending.to() != null) {
      wanted.add(of(pending.to()));
    }
    try {
      for (Path name : folders(root)) {
        for (Path version : folders(name)) {
          if (!wanted.contains(version)) {
            PrivateFiles.remove(version);
          }
        }
        if (folders(name).isEmpty()) {
          PrivateFiles.remove(name);
        }
      }
    } catch (IOException e) {
      LOG.warn("Old versions of modules could not be deleted", e);
    }
  }

  private static List<Path> folders(Path of) throws IOException {
    try (Stream<Path> list = Files.list(of)) {
      return list.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
