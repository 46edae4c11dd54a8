package org.hutong.adapter.file.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that do not fit into the memory are held, and never end the appliance. */
class RoomTest {
  private static final Encoding UTF_8 = new Encoding(StandardCharsets.UTF_8);

  @TempDir Path root;

  private static List<String> reasons(Format format, String text) {
    return Sheets.reasons(format.read("f", text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void csvOfTooManyLinesOrValuesIsHeld() {
    Format lines = new CsvFormat(List.of("a", "b"), UTF_8, new Room(2, 100));
    assertThat(reasons(lines, "a,b\n1,2\n3,4\n")).isEmpty();
    assertThat(reasons(lines, "a,b\n1,2\n3,4\n5,6\n")).containsExactly("行数超过上限 2，整个文件暂不汇入");

    Format cells = new CsvFormat(List.of("a", "b"), UTF_8, new Room(100, 10));
    assertThat(reasons(cells, "a,b\n" + ",".repeat(1_000_000)))
        .containsExactly("单元格超过上限 10，整个文件暂不汇入");
  }

  @Test
  void fixedLinesOfTooManyLinesOrValuesAreHeld() {
    List<FixedFormat.Column> columns =
        List.of(new FixedFormat.Column("a", 1), new FixedFormat.Column("b", 1));
    String three = "12\n34\n56\n";

    assertThat(reasons(new FixedFormat(columns, "", UTF_8, new Room(3, 6)), three)).isEmpty();
    assertThat(reasons(new FixedFormat(columns, "", UTF_8, new Room(2, 6)), three))
        .containsExactly("行数超过上限 2，整个文件暂不汇入");
    assertThat(reasons(new FixedFormat(columns, "", UTF_8, new Room(3, 5)), three))
        .containsExactly("单元格超过上限 5，整个文件暂不汇入");
  }

  @Test
  void aLimitBeyondTheMemoryIsRefusedWhenTheFileIsRead() {
    int tooMany = (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 512 + 1);
    Map<String, Object> settings =
        Map.of(
            "place",
            Map.of("folder", root.toString()),
            "in",
            Map.of("names", ".*", "key", "a", "fields", List.of("a"), "mostCells", tooMany));

    assertThatThrownBy(() -> FileSettings.read(new SystemConfig("sut", settings, Map.of(), root)))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("settings.in.mostCells")
        .hasMessageContaining("本机的内存（");
  }

  @Test
  void withoutSettingsWhatFitsIsTaken() throws Exception {
    assertThat(Room.read(new Settings("settings", Map.of()))).isEqualTo(new Room(100_000, 500_000));
  }

  /** Holds whoever reads until it is released, and counts who reads at once. */
  private static final class Held implements Format {
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @Override
    public Parsed read(String name, byte[] file) {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      entered.countDown();
      try {
        release.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      inside.decrementAndGet();
      return new Parsed(0);
    }

    @Override
    public byte[] write(List<Map<String, String>> records) {
      throw new IllegalStateException();
    }

    @Override
    public List<String> fields() {
      return List.of("a");
    }
  }

  private Pickup pickup(Format format) {
    FileSettings.In in =
        new FileSettings.In(
            ".",
            ".",
            Pattern.compile("f"),
            List.of("a"),
            format,
            100,
            false,
            Duration.ZERO,
            Period.ZERO,
            Set.of());
    return new Pickup(new LocalPlace(root), in, null, 10, Clock.systemUTC());
  }

  private static CompletableFuture<Pickup.Result> start(Pickup pickup) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return pickup.run();
          } catch (NotSent e) {
            return new Pickup.Result(null, "given up before it had begun");
          }
        },
        each -> new Thread(each, "pickup").start());
  }

  @Test
  void filesOfSeveralFeedsAreReadOneAtATimeAndWhoeverIsGivenUpStopsWaiting() throws Exception {
    Files.writeString(root.resolve("f"), "x");
    Held held = new Held();
    CompletableFuture<Pickup.Result> first = start(pickup(held));
    assertThat(held.entered.await(20, TimeUnit.SECONDS)).isTrue();
    Pickup second = pickup(held);
    CompletableFuture<Pickup.Result> waiting = start(second);
    CompletableFuture<Pickup.Result> third = start(pickup(held));

    second.abort();
    assertThat(waiting.get(20, TimeUnit.SECONDS).batch()).isNull();
    held.release.countDown();

    assertThat(first.get(20, TimeUnit.SECONDS).batch()).isNotNull();
    assertThat(third.get(20, TimeUnit.SECONDS).batch()).isNotNull();
    assertThat(held.most).hasValue(1);
  }
}
