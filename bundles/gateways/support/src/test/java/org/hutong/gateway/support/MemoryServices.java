package org.hutong.gateway.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hutong.access.Authenticator;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Casework;
import org.hutong.casework.Disputes;
import org.hutong.casework.Material;
import org.hutong.casework.Materials;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.CatalogueAdmin;
import org.hutong.catalogue.CatalogueReports;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.catalogue.Units;
import org.hutong.changes.Change;
import org.hutong.changes.ChangePage;
import org.hutong.changes.Changes;
import org.hutong.delivery.Deliveries;
import org.hutong.demands.Demands;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.statistics.Statistics;
import org.hutong.systems.Appliance;
import org.hutong.systems.Inbound;
import org.hutong.systems.SystemInfo;
import org.hutong.systems.Systems;
import org.hutong.tasks.Tasks;
import org.jspecify.annotations.Nullable;

/** The services in memory: as little as a gateway needs to be seen through. */
public final class MemoryServices implements Services {
  public final MemoryAuthenticator authenticator = new MemoryAuthenticator();
  public final MemoryCasework casework = new MemoryCasework();
  public final MemoryMaterials materials = new MemoryMaterials();
  public final MemoryChanges changes = new MemoryChanges();
  public final MemoryDeliveries deliveries = new MemoryDeliveries();
  public final MemoryFlow flow = new MemoryFlow();
  public final MemoryInbound inbound = new MemoryInbound();
  public final MemoryStatistics statistics = new MemoryStatistics();
  public volatile boolean away;
  public volatile boolean ready = true;

  @Override
  public Authenticator authenticator() {
    return authenticator;
  }

  @Override
  public Casework casework() {
    if (away) {
      throw Refused.later(Code.STORE_UNAVAILABLE, Duration.ofSeconds(2));
    }
    return casework;
  }

  @Override
  public Materials materials() {
    return materials;
  }

  @Override
  public Disputes disputes() {
    return flow;
  }

  @Override
  public Tasks tasks() {
    return flow;
  }

  @Override
  public Demands demands() {
    return flow;
  }

  @Override
  public Changes changes() {
    return changes;
  }

  @Override
  public Deliveries deliveries() {
    return deliveries;
  }

  @Override
  public Statistics statistics() {
    return statistics;
  }

  @Override
  public Catalogue catalogue() {
    return new MemoryCatalogue();
  }

  @Override
  public CatalogueReports catalogueReports() {
    return MemoryReports.REPORTS;
  }

  @Override
  public CatalogueAdmin catalogueAdmin() {
    return MemoryReports.ADMIN;
  }

  @Override
  public Units units() {
    return MemoryReports.UNITS;
  }

  @Override
  public Systems systems() {
    return SYSTEMS;
  }

  @Override
  public Inbound inbound() {
    return inbound;
  }

  @Override
  public Appliance appliance() {
    if (away) {
      throw Refused.later(Code.STORE_UNAVAILABLE, Duration.ofSeconds(2));
    }
    return appliance;
  }

  private final Appliance appliance =
      new Appliance() {
        @Override
        public Capabilities capabilities(Caller caller) {
          return new Capabilities(
              Samples.STREET,
              "东经路街道",
              "0.1.0",
              List.of("v1"),
              List.of(Samples.ITEM),
              List.of(new Catalogue.Scheme("survey-2016", "2016年摸底", 1)),
              List.of(new Purpose("CASE_HANDLING", "办件", List.of("clerk"))),
              Map.of("bodyBytes", 1048576L));
        }

        @Override
        public Readiness readiness() {
          return new Readiness(ready, ready ? "正常" : "数据库正在启动");
        }

        @Override
        public List<Check> health(Caller caller) {
          return List.of(new Check("store", ready, "正常"));
        }

        @Override
        public String metrics(Caller caller) {
          caller.mustBe(Role.ADMIN);
          return "hutong_cases_total 1\n";
        }
      };

  private static final Systems SYSTEMS =
      new Systems() {
        @Override
        public List<SystemInfo> list(Caller caller) {
          return List.of(Samples.system("si-04"), Samples.system("si-05"));
        }

        @Override
        public SystemInfo get(Caller caller, String id) {
          if (!id.equals("si-04")) {
            throw Refused.because(Code.SYSTEM_NOT_FOUND);
          }
          return Samples.system(id);
        }
      };

  /** One item. */
  public static final class MemoryCatalogue implements Catalogue {
    @Override
    public List<Item> find(
        @Nullable String text, @Nullable String category, @Nullable String audience) {
      boolean hit = text == null || Samples.item().name().contains(text);
      return hit ? List.of(Samples.item()) : List.of();
    }

    @Override
    public Optional<Item> item(String scheme, String code) {
      return item(new ItemRef(scheme, code, 1));
    }

    @Override
    public Optional<Item> item(ItemRef ref) {
      return ref.equals(Samples.ITEM) ? Optional.of(Samples.item()) : Optional.empty();
    }

    @Override
    public List<Scheme> schemes() {
      return List.of();
    }
  }

  /** Materials with their bytes. */
  public static final class MemoryMaterials implements Materials {
    private final Map<String, byte[]> bytes = new ConcurrentHashMap<>();
    public volatile int failAfter = Integer.MAX_VALUE;

    @Override
    public Material announce(Caller caller, String idempotencyKey, Map<String, Object> body) {
      String id = "m-" + (bytes.size() + 1);
      bytes.put(id, new byte[((Long) body.get("size")).intValue()]);
      return material(id, 0);
    }

    @Override
    public Material append(Caller caller, String id, long offset, byte[] chunk) {
      byte[] all = known(id);
      System.arraycopy(chunk, 0, all, (int) offset, chunk.length);
      return material(id, offset + chunk.length);
    }

    @Override
    public Material get(Caller caller, String id) {
      return material(id, known(id).length);
    }

    @Override
    public void content(Caller caller, String id, @Nullable String purpose, OutputStream out) {
      if (purpose == null) {
        throw Refused.because(Code.PURPOSE_REQUIRED);
      }
      byte[] all = known(id);
      try {
        if (all.length > failAfter) {
          out.write(all, 0, failAfter);
          throw Refused.failed(Code.INTERNAL_ERROR, new IllegalStateException("secret"));
        }
        out.write(all);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private byte[] known(String id) {
      return Optional.ofNullable(bytes.get(id))
          .orElseThrow(() -> Refused.because(Code.MATERIAL_NOT_FOUND));
    }

    private Material material(String id, long received) {
      int size = known(id).length;
      return new Material(
          Samples.STREET, id, null, "image/jpeg", size, received, "00", false, received == size);
    }
  }

  /** A feed one can append to. */
  public static final class MemoryChanges implements Changes {
    private final List<Change> all = new ArrayList<>();
    private int waiting;

    public synchronized void add() {
      all.add(Samples.change(all.size() + 1));
      notifyAll();
    }

    public synchronized int waiting() {
      return waiting;
    }

    @Override
    public synchronized ChangePage after(
        Caller caller, @Nullable String cursor, int limit, Duration wait) {
      if (cursor != null && !cursor.startsWith("e1-")) {
        throw Refused.because(Code.CURSOR_EXPIRED);
      }
      int from = cursor == null ? 0 : Integer.parseInt(cursor.substring(3));
      long until = System.nanoTime() + wait.toNanos();
      waiting++;
      try {
        while (all.size() <= from && until - System.nanoTime() > 0) {
          wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Refused.later(Code.OVERLOADED_TRY_LATER, Duration.ofSeconds(1));
      } finally {
        waiting--;
      }
      int to = Math.min(all.size(), from + limit);
      return new ChangePage(Samples.STREET, all.subList(from, to), "e1-" + to, to < all.size());
    }
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
