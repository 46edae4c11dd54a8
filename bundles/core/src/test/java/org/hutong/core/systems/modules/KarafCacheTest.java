package org.hutong.core.systems.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KarafCacheTest {
  @TempDir Path folder;
  private KarafCache cache;

  @BeforeEach
  void started() throws Exception {
    Files.writeString(folder.resolve("build.id.starting"), "this build");
    cache = new KarafCache(folder);
  }

  private boolean isKept() {
    return Files.exists(folder.resolve("build.id"));
  }

  @Test
  void itIsKeptExceptWhileKarafWrites() throws Exception {
    cache.keep();
    assertThat(isKept()).isTrue();
    boolean outer =
        cache.during(
            () -> {
              assertThat((boolean) cache.during(this::isKept)).isFalse();
              return isKept();
            });
    assertThat(outer).isFalse();
    assertThat(folder.resolve("build.id")).hasContent("this build");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                cache.during(
                    () -> {
                      throw new IllegalStateException("Karaf refuses");
                    }));
    assertThat(isKept()).isTrue();
  }

  @Test
  void whatIsWrittenBeforeAllBundlesAreUpDoesNotMakeItWhole() throws Exception {
    cache.during(() -> true);
    assertThat(isKept()).isFalse();
  }
}
