package org.hutong.gateway.support;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.casework.Case;
import org.hutong.casework.CaseState;
import org.hutong.casework.CaseSummary;
import org.hutong.casework.StepState;
import org.hutong.catalogue.DeliverOn;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.catalogue.LegalStatus;
import org.hutong.changes.Change;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.Operation;
import org.hutong.kernel.Place;
import org.hutong.kernel.TimeLimit;
import org.hutong.systems.Feed;
import org.hutong.systems.Quarantined;
import org.hutong.systems.SystemInfo;
import org.hutong.systems.SystemRegistration;

/** Made-up answers with something in every component that can hold something. */
public final class Samples {
  public static final String STREET = "110102014";
  public static final String NUMBER = "110102014-2016-0000001";
  public static final OffsetDateTime AT =
      OffsetDateTime.of(2016, 3, 1, 1, 2, 3, 456_789_000, ZoneOffset.UTC);
  public static final String TASK = "T110102014-2016-0000001";
  public static final ItemRef ITEM = new ItemRef("survey-2016", "MZ-28", 1);
  public static final Case.Due DUE = new Case.Due(LocalDate.of(2016, 3, 22), "RUNNING", null);

  private Samples() {}

  public static Case.Party person() {
    return new Case.Party(
        Case.PartyKind.PERSON,
        "阿**",
        "RESIDENT_ID",
        "1101**********1239",
        "138****0000",
        null,
        new Place(Place.STAT_2022, "110102014003"));
  }

  public static Case aCase(String number, int revision, long version) {
    return aCase(number, revision, version, form());
  }

  private static Map<String, Object> form() {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("applyAmountFen", 300000L);
    form.put("rate", new BigDecimal("1E+3"));
    form.put("nothing", null);
    form.put("family", Arrays.asList(Map.of("relation", "配偶"), null));
    return form;
  }

  public static Case aCase(String number, int revision, long version, Map<String, Object> form) {
    return new Case(
        STREET,
        number,
        revision,
        version,
        CaseState.ACCEPTED,
        ITEM,
        "临时救助",
        true,
        person(),
        null,
        null,
        form,
        List.of(new Case.MaterialUse("ID_COPY", "m-1", false, false)),
        List.of(new Case.Gap("MATERIAL", "INCOME", "/materials", "缺少收入证明")),
        "STATION",
        null,
        "",
        "东经路街道便民服务站",
        AT,
        AT,
        DUE,
        List.of(new Case.Step(1, "受理", "便民服务站", "街道", null, StepState.DONE, AT)),
        List.of(
            new Case.DeliveryLine(
                "d-1", "si-04", "东经路平台", 1, Operation.CREATE, DeliveryState.DELIVERED, "DJL-1")),
        List.of(new Case.Event(AT, "registered", null, "便民服务站", "clerk", 1, null, null, "社区")),
        null,
        null,
        List.of("approve", "withdraw"));
  }

  public static CaseSummary summary() {
    return new CaseSummary(
        STREET, NUMBER, 1, CaseState.ACCEPTED, ITEM, "临时救助", "阿**", "便民服务站", AT, DUE);
  }

  public static Delivery delivery(String id) {
    return new Delivery(
        STREET,
        id,
        NUMBER,
        1,
        "si-02",
        "区综合救助",
        Operation.CREATE,
        NUMBER + "/1/si-02/CREATE",
        DeliveryState.RETRYING,
        null,
        "对方系统暂时不可用",
        2,
        AT,
        AT,
        null,
        List.of(new Delivery.Attempt(1, AT, "RetryLater", "HTTP 503", 28, "adapter-soap 0.1.0")),
        List.of(new Delivery.SheetLine("姓名", "阿**")),
        new Delivery.Exchange(AT, "{\"name\":\"***\"}", 503, null),
        List.of("replay"));
  }

  public static Item item() {
    return new Item(
        ITEM,
        "临时救助",
        "MZ",
        "民政",
        List.of("困难家庭"),
        "救助金",
        new Item.Legal(LegalStatus.EXAMPLE, null, "示例(虚构)"),
        List.of(new Item.Condition("LOCAL", "本市户籍", null)),
        List.of(new Item.MaterialRule("ID_COPY", "身份证复印件", true, false)),
        Map.of("type", "object"),
        List.of(new Item.StepRule(1, "受理", "便民服务站", "街道", null, null)),
        new TimeLimit(15, TimeLimit.Unit.WORKING_DAYS),
        null,
        true,
        List.of(
            new Item.Target(
                "si-04",
                new DeliverOn(DeliverOn.Kind.STEP, 2),
                "mz-28.jsonata",
                Set.of(Operation.CORRECT, Operation.CANCEL))),
        List.of(),
        List.of("救急"),
        "",
        List.of());
  }

  public static SystemInfo system(String id) {
    return new SystemInfo(
        STREET,
        id,
        "东经路平台",
        List.of(),
        "街道办事处",
        "街道",
        null,
        "jdbc",
        "0.1.0",
        SystemInfo.HealthState.UP,
        "正常",
        AT,
        false,
        List.of(),
        List.of(feed()),
        new SystemRegistration(
            SystemRegistration.Light.GREEN,
            "系统",
            "其他类",
            "街",
            "天桥街道",
            List.of(new SystemRegistration.Usage("天桥", "街-社区")),
            "是",
            "前置库",
            "示例联系人",
            "东经路站",
            24,
            List.of("S02")));
  }

  public static Feed feed() {
    return new Feed(
        "si-04",
        "bj",
        Feed.Way.PULLED,
        "PT24H",
        Feed.Freshness.FRESH,
        "正常",
        AT,
        AT,
        false,
        null,
        false,
        null,
        null,
        12,
        1);
  }

  public static Quarantined quarantined() {
    return new Quarantined(
        STREET,
        "7",
        "si-04",
        "bj",
        "t_outbox#9",
        "找不到系统所说的办件",
        Quarantined.State.OPEN,
        AT,
        "1-0123456789ab",
        true,
        Map.of("nr.sqr_sfzh", "999999"),
        null,
        null,
        null);
  }

  public static Change change(int seq) {
    return new Change("e1-" + seq, "CASE", NUMBER, 1, "registered", AT);
  }
}
