package org.hutong.core.delivery;

import static org.hutong.access.Role.ADMIN;
import static org.hutong.access.Role.DISPATCHER;
import static org.hutong.access.Role.OFFICER;
import static org.hutong.access.Role.STREET_IT;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hutong.access.Caller;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemRegister;
import org.hutong.delivery.DeliveryState;
import org.hutong.delivery.Lane;
import org.hutong.delivery.Lanes;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lanes as callers see them, and their pauses. */
public final class LaneService implements Lanes {
  private static final Logger LOG = LoggerFactory.getLogger(LaneService.class);
  private static final int MOST_REASON = 200;
  private static final long LONGEST_SECONDS = 10;
  private static final String DEPTH =
      """
      SELECT state, COUNT(*), MIN(created_at) FROM delivery
       WHERE system_id = ? AND next_at <= 9223372036854775807
       GROUP BY state
      """;

  private final Store store;
  private final SystemRegister register;
  private final DeliveryEngine engine;

  /** The engine's lanes. */
  public LaneService(Store store, SystemRegister register, DeliveryEngine engine) {
    this.store = store;
    this.register = register;
    this.engine = engine;
  }

  @Override
  public List<Lane> list(Caller caller) {
    caller.mustBe(STREET_IT, ADMIN, DISPATCHER, OFFICER);
    return store.read(
        c -> {
          Map<String, LaneRows.Stored> stored = LaneRows.all(c);
          Set<String> systems = new TreeSet<>(stored.keySet());
          register.all().stream().map(SystemDefinition::id).forEach(systems::add);
          List<Lane> lanes = new ArrayList<>();
          for (String system : systems) {
            lanes.add(lane(c, stored.getOrDefault(system, LaneRows.Stored.fresh(system))));
          }
          return lanes;
        });
  }

  @Override
  public Lane pause(Caller caller, String system, String reason) {
    caller.mustBe(STREET_IT, ADMIN);
    String why = bounded(reason);
    if (why.isEmpty()) {
      throw Refused.fields(List.of(FieldError.of("/reason", Code.FIELD_MISSING)));
    }
    return set(caller, system, true, why);
  }

  private static String bounded(String reason) {
    String why = reason.strip();
    if (why.length() > MOST_REASON) {
      throw Refused.fields(List.of(FieldError.of("/reason", Code.FIELD_TOO_LONG)));
    }
    return why;
  }

  @Override
  public Lane resume(Caller caller, String system, String reason) {
    caller.mustBe(STREET_IT, ADMIN);
    return set(caller, system, false, bounded(reason));
  }

  private Lane set(Caller caller, String system, boolean paused, String why) {
    CountDownLatch followed = new CountDownLatch(1);
    LaneRows.Stored stored =
        store.write(
            tx -> {
              Map<String, LaneRows.Stored> lanes = LaneRows.all(tx.connection());
              if (!lanes.containsKey(system) && register.find(system).isEmpty()) {
                throw Refused.because(Code.SYSTEM_NOT_FOUND);
              }
              LaneRows.ensure(tx, system);
              LaneRows.pause(tx, system, paused ? caller.account() : null, paused ? why : null);
              String act = paused ? "lane.pause" : "lane.resume";
              tx.audit(AuditRow.said(caller, act, system, why));
              // After the commit, so that lane and table go the same way when two change it at
              // once.
              tx.afterCommit(
                  () -> {
                    engine.pause(system, paused);
                    followed.countDown();
                  });
              return new LaneRows.Stored(
                  system, paused, paused ? caller.account() : null, paused ? why : null, 0);
            });
    await(followed);
    return store.read(c -> lane(c, stored));
  }

  private static void await(CountDownLatch followed) {
    try {
      if (!followed.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A lane has not followed its pause or resumption yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Lane lane(Connection connection, LaneRows.Stored stored) throws SQLException {
    String system = stored.system();
    Map<DeliveryState, Long> depth = new EnumMap<>(DeliveryState.class);
    long oldest = Long.MAX_VALUE;
    try (PreparedStatement query = connection.prepareStatement(DEPTH)) {
      query.setString(1, system);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          depth.put(DeliveryState.valueOf(row.getString(1)), row.getLong(2));
          oldest = Math.min(oldest, row.getLong(3));
        }
      }
    }
    Optional<SystemLane> lane = engine.lane(system);
    return new Lane(
        system,
        register.find(system).map(SystemDefinition::name).orElse(system),
        stored.paused(),
        stored.pausedBy(),
        stored.pausedWhy(),
        lane.map(SystemLane::inFlight).orElse(0),
        depth,
        oldest == Long.MAX_VALUE ? null : Times.shown(oldest));
  }
}
