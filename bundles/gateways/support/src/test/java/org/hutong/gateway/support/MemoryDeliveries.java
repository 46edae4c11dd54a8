package org.hutong.gateway.support;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.delivery.Deliveries;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.DeliveryFilter;
import org.hutong.delivery.DeliveryState;
import org.hutong.delivery.HoldingsCheck;
import org.hutong.delivery.Reconciliation;
import org.hutong.delivery.Replay;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.Operation;
import org.hutong.kernel.Page;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** One delivery. */
public final class MemoryDeliveries implements Deliveries {
  public volatile @Nullable DeliveryFilter asked;
  public volatile @Nullable String purpose;

  @Override
  public Page<Delivery> find(Caller caller, DeliveryFilter filter) {
    asked = filter;
    return new Page<>(List.of(Samples.delivery("d-1")), new Cursor("after-d-1"));
  }

  @Override
  public Delivery get(Caller caller, String id, @Nullable String purposeCode) {
    purpose = purposeCode;
    if (!id.equals("d-1")) {
      throw Refused.because(Code.DELIVERY_NOT_FOUND);
    }
    return Samples.delivery(id);
  }

  @Override
  public Delivery act(Caller caller, String id, String key, Map<String, Object> action) {
    if (!Arrays.asList("replay", "confirm").contains(action.get("action"))) {
      throw Refused.action(
          Code.DELIVERY_ACTION_ILLEGAL, Code.DELIVERY_ACTION_ILLEGAL.sentence(), List.of("replay"));
    }
    return get(caller, id, null);
  }

  @Override
  public Replay replay(Caller caller, String key, Map<String, Object> order) {
    Delivery d = Samples.delivery("d-1");
    return new Replay(
        Samples.STREET,
        Boolean.TRUE.equals(order.get("dryRun")),
        1,
        "0a1b2c3d4e5f",
        List.of(
            new Replay.Line(
                d.id(), d.caseNumber(), d.revision(), d.system(), d.state(), "对方系统暂时不可用")),
        List.of(new Replay.Skipped("d-2", "没有该分发")),
        false);
  }

  @Override
  public Reconciliation reconciliation(Caller caller, LocalDate from, LocalDate to) {
    return new Reconciliation(
        Samples.STREET,
        from,
        to,
        false,
        List.of(new Reconciliation.Line("si-04", 2, 1, Map.of(DeliveryState.DELIVERED, 1L), false)),
        List.of(
            new Reconciliation.Difference(
                Samples.NUMBER, 1, "si-04", Operation.CREATE, "MISSING")));
  }

  @Override
  public HoldingsCheck holdings(Caller caller, LocalDate from, LocalDate to, String system) {
    if ("si-99".equals(system)) {
      throw Refused.because(Code.SYSTEM_NOT_FOUND);
    }
    return new HoldingsCheck(
        Samples.STREET,
        from,
        to,
        to.atStartOfDay(ZoneId.of("Asia/Shanghai")).toOffsetDateTime(),
        false,
        List.of(
            new HoldingsCheck.Line(
                "si-04", "东经路流转系统", HoldingsCheck.Standing.COMPARED, null, 2, 3, 1, 1),
            new HoldingsCheck.Line(
                "si-02",
                "区综合救助平台",
                HoldingsCheck.Standing.CANNOT_LIST,
                "该系统没有可列出我方办件的接口或配置",
                0,
                0,
                0,
                0)),
        List.of(
            new HoldingsCheck.Difference(
                "si-04", Samples.NUMBER, HoldingsCheck.Kind.NOT_HELD, 1, null)));
  }

  @Override
  public HoldingsCheck holdings(Caller caller) {
    return holdings(caller, LocalDate.of(2016, 1, 1), LocalDate.of(2016, 2, 1), null);
  }
}
