package org.hutong.adapter.file.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.junit.jupiter.api.Test;

/** The monthly payment file: widths in bytes, a total line. */
class FixedFormatTest {
  private final FixedFormat format =
      new FixedFormat(
          List.of(
              new FixedFormat.Column("证号", 20),
              new FixedFormat.Column("姓名", 30),
              new FixedFormat.Column("金额", 10)),
          "金额",
          new Encoding(SftpSystem.GB18030),
          new Room(100, 1000));

  private final List<Map<String, String>> two =
      List.of(
          Map.of("证号", "00110102198001011239", "姓名", "李\uD872\uDF1A", "金额", "0000030010"),
          Map.of("证号", "00110102198001011247", "姓名", "阿卜杜拉·买买提", "金额", "0000000090"));

  @Test
  void whatIsWrittenIsReadAgainWithEveryZeroAndRareCharacter() throws Exception {
    byte[] file = format.write(two);

    Format.Parsed parsed = format.read("f", file);

    assertThat(parsed.good()).extracting(Format.Line::fields).isEqualTo(two);
    assertThat(parsed.bad()).isEmpty();
    assertThat(new String(file, SftpSystem.GB18030)).endsWith("#TOTAL 2 30100\r\n");
  }

  @Test
  void aTotalThatDisagreesHoldsTheWholeFile() throws Exception {
    String text = new String(format.write(two), SftpSystem.GB18030).replace("30100", "30101");

    Format.Parsed parsed = format.read("f", text.getBytes(SftpSystem.GB18030));

    assertThat(parsed.good()).isEmpty();
    assertThat(parsed.bad()).extracting(Batch.Refused::place).containsExactly("f");
  }

  @Test
  void aRowWithACutCharacterIsRefusedAloneAndItsAmountStillCounts() throws Exception {
    byte[] file = format.write(two);
    file[62 + 20 + 29] = (byte) 0xB0;

    Format.Parsed parsed = format.read("f", file);

    assertThat(parsed.lines()).isEqualTo(2);
    assertThat(parsed.good()).extracting(Format.Line::fields).containsExactly(two.get(0));
    assertThat(parsed.bad()).extracting(Batch.Refused::place).containsExactly("f:2");
  }

  @Test
  void aFileThatIsHeldStillSaysWhatIsWrongWithItsRows() throws Exception {
    String text =
        new String(format.write(two), SftpSystem.GB18030).replace("0000000090", "90,00     ");

    Format.Parsed parsed = format.read("f", text.getBytes(SftpSystem.GB18030));

    assertThat(parsed.good()).isEmpty();
    assertThat(parsed.bad()).extracting(Batch.Refused::place).containsExactly("f", "f:2");
  }

  @Test
  void aFileThatWasCutOffHasNoTotalAndIsHeld() throws Exception {
    byte[] file = format.write(two);

    Format.Parsed parsed = format.read("f", Arrays.copyOf(file, 62 + 40));

    assertThat(parsed.good()).isEmpty();
  }
}
