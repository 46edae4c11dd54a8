package org.hutong.standins.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final Entry.Call CREATE = new Entry.Call("CREATE", "submit", "K1", true);
  private static final Entry.Call LOOK_UP = new Entry.Call("LOOKUP", "query", "K1", false);

  @TempDir Path dir;

  private Journal open() throws IOException {
    return new Journal(dir, Clock.systemUTC());
  }

  @Test
  void attemptsReadsAndEffectsAreCountedApart() throws IOException {
    try (Journal journal = open()) {
      journal.called(CREATE, "a/1");
      journal.called(CREATE, "a/2");
      journal.called(LOOK_UP, "a/2");
      journal.effect(CREATE, "R1", 1, "a/1", Map.of());

      JsonNode summary = journal.summary();

      assertThat(summary.get("attempts").asInt()).isEqualTo(2);
      assertThat(summary.get("reads").asInt()).isEqualTo(1);
      assertThat(summary.get("effects").asInt()).isEqualTo(1);
      assertThat(summary.at("/byClient/a~12/attempts").asInt()).isEqualTo(1);
      assertThat(summary.get("moreThanOnce")).isEmpty();
    }
  }

  @Test
  void aKeyWithTwoEffectsIsNamed() throws IOException {
    try (Journal journal = open()) {
      journal.effect(CREATE, "R1", 1, "a", Map.of());
      journal.effect(CREATE, "R2", 1, "a", Map.of());

      assertThat(journal.summary().at("/moreThanOnce/CREATE K1").asInt()).isEqualTo(2);
    }
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrDouble() throws IOException {
    try (Journal journal = open()) {
      for (int i = 0; i < 5; i++) {
        journal.called(CREATE, "a");
      }

      JsonNode first = journal.page(0, 3, false);
      JsonNode second = journal.page(first.get("next").asLong(), 3, false);

      assertThat(first.get("entries").findValuesAsText("seq")).containsExactly("1", "2", "3");
      assertThat(first.get("more").asBoolean()).isTrue();
      assertThat(second.get("entries").findValuesAsText("seq")).containsExactly("4", "5");
      assertThat(second.get("more").asBoolean()).isFalse();
    }
  }

  @Test
  void halfALineOfAKilledProcessIsDroppedAndTheRestKept() throws IOException {
    try (Journal journal = open()) {
      journal.effect(CREATE, "R1", 1, "a", Map.of("amount", "1.00"));
      journal.force();
    }
    Files.writeString(dir.resolve("journal.jsonl"), "{\"seq\":2,\"at", StandardOpenOption.APPEND);

    try (Journal journal = open()) {
      journal.called(CREATE, "b");
      assertThat(journal.page(0, 9, true).get("entries").findValuesAsText("seq"))
          .containsExactly("1", "2");
      assertThat(journal.effects().get(0).record().get("amount").asText()).isEqualTo("1.00");
    }
  }
}
