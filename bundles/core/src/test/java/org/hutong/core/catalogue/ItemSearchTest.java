package org.hutong.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.hutong.catalogue.Item;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people say leads to the item. */
class ItemSearchTest {
  private static CatalogueFiles files;

  @BeforeAll
  static void readWhatShips() {
    files = new CatalogueFiles(ExampleBody.CONFIG, new Calendars(ExampleBody.CONFIG));
    assertThat(files.load()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "老年卡,MZ-22",
    "lnk,MZ-22",
    "LNRYDK,MZ-22",
    "敬老证,MZ-22",
    "二次报销,MZ-14",
    "ecbx,MZ-14",
    "救急难,MZ-28",
    "jjn,MZ-28",
    "残疾证,CZ-01",
    "cjz,CZ-01",
    "轮椅,CZ-02",
    "ly,CZ-02",
    "下岗,SB-02",
    "xg,SB-02",
    "公租房,SB-19",
    "gzf,SB-19",
    "居住证明,SQ-07",
    "jzzm,SQ-07",
    "药具,JS-09",
    "建工会,DQ-07",
    "倒树,CG-01",
    "吵架,ZZ-02",
    "合唱队,SH-05",
    "健康讲座,SQ-14",
    "热线,QX-02",
    "我家老人要坐车免费,MZ-22",
    "mz-28,MZ-28"
  })
  void theItemMeantComesFirst(String said, String code) {
    assertThat(files.find(said, null, null))
        .as(said)
        .first()
        .extracting(i -> i.ref().code())
        .isEqualTo(code);
  }

  @Test
  void everyItemIsFoundByEachOfItsWordsByItsNameAndByTheNamesInitials() {
    for (Item item : files.find(null, null, null)) {
      for (String word : item.words()) {
        assertThat(files.find(word, null, null)).as(word).contains(item);
      }
      assertThat(files.find(item.name(), null, null)).first().isEqualTo(item);
      assertThat(files.find(Initials.of(item.name()), null, null)).as(item.name()).contains(item);
    }
  }

  @Test
  void theVeryWordComesBeforeAWordThatOnlyHoldsIt() {
    assertThat(files.find("困难", null, null))
        .extracting(i -> i.ref().code())
        .containsSubsequence("MZ-14", "SB-19")
        .containsSubsequence("MZ-28", "SB-19");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"老年卡,lnk", "啊八擦咋,abcz", "二次报销,ecbx", "临时救助（MZ-28）,lsjzmz28", "䶮𬸚,''"})
  void initialsAreThoseOfTheCommonReading(String text, String initials) {
    assertThat(Initials.of(text)).isEqualTo(initials);
  }
}
