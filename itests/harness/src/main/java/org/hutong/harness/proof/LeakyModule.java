package org.hutong.harness.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.hutong.harness.BundleFile;
import org.hutong.harness.Street;
import org.hutong.harness.proof.leak.LeakyFactory;

/** A module whose adapter leaves a thread behind. */
final class LeakyModule {
  private static final String NAME = "org.example.leaky";
  private static final List<String> FACTORY = List.of(LeakyFactory.class.getName());

  private LeakyModule() {}

  private static Path write(Path folder) throws IOException {
    return BundleFile.named(NAME, "1.0.0")
        .type(LeakyFactory.class, "$Leaky")
        .factory("leaky", "class=\"%s\">".formatted(FACTORY.get(0)), "")
        .in(folder);
  }

  /** Whether the look at the loaders finds it after it came and went. */
  static boolean isFound(Street street, Path folder) throws Exception {
    int before = Loaded.in(street.appliance()).loaders(FACTORY.get(0));
    street.console("it", "hutong:module-install " + write(folder), "hutong:module-remove " + NAME);
    return !Loaded.notCollected(street.appliance(), FACTORY, before).isEmpty();
  }
}
