package org.hutong.core.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.atomic.AtomicLong;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;

class DiskWatchTest {
  private final AtomicLong free = new AtomicLong(2_000);
  private final DiskWatch disk = new DiskWatch(free::get, 1_000);

  @Test
  void intakeClosesBelowTheFloorAndOpensByItselfWithATenthMore() {
    disk.look();
    assertThatCode(disk::mustBeOpen).doesNotThrowAnyException();
    free.set(999);
    disk.look();
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(disk::mustBeOpen)
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(Code.STORAGE_LOW);
              assertThat(e.retryAfter()).isPresent();
            });
    free.set(1_050);
    disk.look();
    assertThat(disk.open()).isFalse();
    free.set(1_100);
    disk.look();
    assertThat(disk.open()).isTrue();
  }

  @Test
  void ofTwoDisksTheFullerOneCounts() throws Exception {
    AtomicLong database = new AtomicLong(5_000);
    DiskWatch.Room both = DiskWatch.Room.least(free::get, database::get);
    assertThat(both.usableBytes()).isEqualTo(2_000);
    database.set(10);
    assertThat(both.usableBytes()).isEqualTo(10);
  }
}
