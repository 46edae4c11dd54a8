package org.hutong.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasksTest {
  @ParameterizedTest
  @CsvSource({
    "东经路12号院3-2-301, 东经路***",
    "东经路12号, 东经路***",
    "东经路甲12号旁门, 东经路***",
    "东经路十二号, 东经路***",
    "甲12号旁门, ***",
    "十二号, ***",
    "12号院, ***",
    "黄寺大街24号社区, 黄寺大街24号社区***",
    "黄寺大街24号社区5号楼2门301, 黄寺大街24号社区***",
    "西四北三条, 西四北三条***",
    "西四北三条5号, 西四北三条***",
    "三里河三区9号楼, 三里河三区***",
    "天桥街道天桥小区社区东经路12号, 天桥街道天桥小区社区***",
    "东经路12号院（天桥小区社区）, 东经路***",
    "北京市西城区天桥街道东经路12号, 北京市西城区天桥街道东经路***",
    "西长安街街道西交民巷１２号, 西长安街***",
    "'', ***"
  })
  void anAddressIsShownToItsCommunityOrRoad(String address, String masked) {
    assertThat(Masks.address(address)).isEqualTo(masked);
  }

  @Test
  void whatIsNotRecognisedIsHiddenAltogether() {
    assertThat(Masks.citizenId("110105491231002")).isEqualTo(Masks.HIDDEN);
    assertThat(Masks.phone("夜里别打")).isEqualTo(Masks.HIDDEN);
    assertThat(Masks.paper("E1234")).isEqualTo(Masks.HIDDEN);
    assertThat(Masks.account("12345678")).isEqualTo(Masks.HIDDEN);
    assertThat(Masks.name(" ")).isEqualTo(Masks.HIDDEN);
  }

  @Test
  void papersAndAccountsShowTheirEnd() {
    assertThat(Masks.paper("E12345678")).isEqualTo("***78");
    assertThat(Masks.account("6222000000001234")).isEqualTo("***1234");
  }

  @Property
  void maskingNeverFailsWhateverALegacyFileHolds(@ForAll String text) {
    assertThatCode(
            () -> {
              Masks.name(text);
              Masks.citizenId(text);
              Masks.paper(text);
              Masks.account(text);
              Masks.phone(text);
              Masks.address(text);
            })
        .doesNotThrowAnyException();
  }
}
