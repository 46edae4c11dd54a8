package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.Test;

class LaneQueueTest {
  private final LaneQueue queue = new LaneQueue(8);

  @Test
  void takesNothingBeforeTheTableWasRead() {
    queue.offer(List.of(due(1, 1)));
    assertThat(next(9, c -> false)).isEmpty();
    assertThat(queue.beginRefill()).isTrue();
    queue.take(List.of(due(1, 1)), false);
    assertThat(ids(next(9, c -> false))).containsExactly(1L);
  }

  @Test
  void whatDoesNotFitIsRememberedAndReadAgainOnceThereIsRoom() {
    queue.beginRefill();
    queue.offer(LongStream.rangeClosed(1, 12).mapToObj(i -> due(i, i)).toList());
    assertThat(queue.hasSpilled()).isTrue();
    assertThat(queue.beginRefill()).isFalse();
    assertThat(ids(next(6, c -> false))).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(queue.beginRefill()).isTrue();
    int fresh = queue.take(LongStream.rangeClosed(7, 12).mapToObj(i -> due(i, i)).toList(), false);
    assertThat(fresh).isEqualTo(4);
    assertThat(ids(next(9, c -> false))).containsExactly(7L, 8L, 9L, 10L, 11L, 12L);
  }

  @Test
  void neverGivesTwoOfOneCaseNorOneOfABusyCase() {
    queue.beginRefill();
    queue.offer(List.of(due(1, 1), due(2, 1), due(3, 2), due(4, 3)));
    assertThat(ids(next(9, c -> c == 2))).containsExactly(1L, 4L);
    assertThat(next(9, c -> false)).isEmpty();
    queue.freed(1);
    queue.freed(2);
    assertThat(ids(next(9, c -> false))).containsExactlyInAnyOrder(2L, 3L);
  }

  @Test
  void whatIsKnownIsNotTakenTwiceUntilForgotten() {
    queue.beginRefill();
    queue.offer(List.of(due(1, 1)));
    queue.offer(List.of(due(1, 1)));
    assertThat(next(9, c -> false)).hasSize(1);
    queue.offer(List.of(due(1, 1)));
    assertThat(next(9, c -> false)).isEmpty();
    queue.forget(1);
    queue.offer(List.of(due(1, 1)));
    assertThat(next(9, c -> false)).hasSize(1);
  }

  @Test
  void aCaseFreedWhileItsTurnRanIsNotParkedForGood() {
    queue.beginRefill();
    queue.beginTurn();
    queue.freed(1);
    queue.endTurn(List.of(due(1, 1), due(2, 2)));
    assertThat(ids(next(9, c -> false))).containsExactly(1L);
    queue.freed(2);
    assertThat(ids(next(9, c -> false))).containsExactly(2L);
  }

  @Test
  void whatIsDroppedIsGoneFromEverywhere() {
    queue.beginRefill();
    queue.beginTurn();
    queue.endTurn(List.of(due(1, 1)));
    queue.offer(List.of(due(2, 2)));
    queue.drop(due(1, 1));
    queue.drop(due(2, 2));
    queue.freed(1);
    assertThat(queue.size()).isZero();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void whatMayNotGoLeavesWithoutHoldingUpTheOthersAndIsTakenAgain() {
    queue.beginRefill();
    queue.offer(List.of(due(1, 1), due(2, 2), due(3, 3)));
    LaneQueue.Next next = queue.next(1, false, c -> false, due -> due.id() > 1);
    assertThat(ids(next.taken())).containsExactly(2L);
    assertThat(ids(next.refused())).containsExactly(1L);
    assertThat(queue.take(List.of(due(1, 1), due(2, 2)), true)).isOne();
    assertThat(ids(next(9, c -> false))).containsExactly(1L, 3L);
  }

  @Test
  void behindWhatMayNotGoNothingWaits() {
    queue.beginRefill();
    queue.offer(List.of(due(1, 1)));
    queue.freed(1); // it was superseded by the next, which comes only now
    queue.offer(List.of(due(2, 1)));
    LaneQueue.Next next = queue.next(9, false, c -> false, due -> due.id() > 1);
    assertThat(ids(next.refused())).containsExactly(1L);
    assertThat(ids(next.taken())).containsExactly(2L);
  }

  @Test
  void questionsAndWhatIsToBeSentTakeTurnsAndAProbeIsNoQuestion() {
    queue.beginRefill();
    queue.offer(List.of(due(1, 1), due(2, 2)));
    queue.take(List.of(question(3, 3), question(4, 4), question(5, 5)), true);
    assertThat(ids(queue.next(1, true, c -> false, due -> true).taken())).containsExactly(1L);
    queue.offer(List.of(due(6, 6)));
    assertThat(ids(next(1, c -> false))).containsExactly(3L);
    assertThat(ids(next(1, c -> false))).containsExactly(2L);
    assertThat(ids(next(9, c -> false))).containsExactly(4L, 6L, 5L);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void whatIsBlockedDoesNotHoldBackWhatItWaitsFor() {
    queue.beginRefill();
    queue.offer(List.of(due(2, 1), due(3, 1)));
    queue.take(List.of(question(1, 1)), true);
    queue.beginTurn();
    List<Due> taken = queue.next(9, true, c -> false, due -> true).taken();
    assertThat(ids(taken)).containsExactly(2L);
    queue.endTurn(taken);
    assertThat(ids(next(9, c -> false))).containsExactly(1L);
    assertThat(next(9, c -> false)).isEmpty();
    queue.freed(1);
    assertThat(ids(next(9, c -> false))).containsExactly(2L);
  }

  private List<Due> next(int most, LongPredicate busy) {
    return queue.next(most, false, busy, due -> true).taken();
  }

  private static List<Long> ids(List<Due> dues) {
    return dues.stream().map(Due::id).toList();
  }

  private static Due question(long id, long caseId) {
    return due(id, caseId).unknown(1);
  }

  private static Due due(long id, long caseId) {
    return new Due(
        id,
        caseId,
        "110102014-2016-0000001",
        1,
        "si-07",
        Operation.CREATE,
        "aid.jsonata",
        DeliveryState.WAITING,
        false,
        false,
        0,
        0,
        0,
        null,
        0,
        null,
        null);
  }
}
