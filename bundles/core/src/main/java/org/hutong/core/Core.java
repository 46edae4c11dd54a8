package org.hutong.core;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.jaas.config.JaasRealm;
import org.hutong.access.Accounts;
import org.hutong.access.Authenticator;
import org.hutong.access.Keys;
import org.hutong.access.Role;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.CatalogueAdmin;
import org.hutong.catalogue.CatalogueReports;
import org.hutong.catalogue.Units;
import org.hutong.core.access.Access;
import org.hutong.core.access.AccessJournal;
import org.hutong.core.access.ApplianceKeys;
import org.hutong.core.access.HutongRealm;
import org.hutong.core.access.Purposes;
import org.hutong.core.access.RingKeys;
import org.hutong.core.catalogue.Calendars;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.rules.Fault;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.PrivateFiles;
import org.hutong.core.store.StoreRefused;
import org.hutong.core.systems.RegisterList;
import org.hutong.core.systems.SystemFiles;
import org.hutong.systems.Appliance;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts core in the order in which the rooms need one another. Accounts and rules stand first:
 * they are files, and the console works with them while the database is down. The database and all
 * that stands on it follow on a thread of their own and are tried again until they come.
 */
public final class Core implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Core.class);
  private static final String FILE = "etc/org.hutong.core.cfg";
  private static final long TRY_AGAIN_SECONDS = 10;

  private final BundleContext context;
  private final ConfigurationAdmin configuration;
  private final FeaturesService features;
  private final Clock clock = Clock.systemUTC();
  private final MetricRegistry metrics = new MetricRegistry();
  private final Deque<ServiceRegistration<?>> services = new ArrayDeque<>();
  private final ScheduledExecutorService starter =
      Executors.newSingleThreadScheduledExecutor(r -> new Thread(r, "core-start"));
  private Front front;
  private ApplianceDesk appliance;
  private Rooms rooms;

  /** Called by Blueprint. */
  public Core(BundleContext context, ConfigurationAdmin configuration, FeaturesService features) {
    this.context = context;
    this.configuration = configuration;
    this.features = features;
  }

  /** What needs no database. */
  record Front(
      Settings settings,
      KeyRing keys,
      AccessJournal journal,
      Purposes purposes,
      CatalogueFiles catalogue,
      Calendars calendars,
      SystemFiles systems,
      RegisterList register) {
    /** Refuses where a wall may be missing: cases would be open to whom they are kept from. */
    void walled() throws StoreRefused {
      Optional<String> wrong = catalogue.unwalled();
      if (wrong.isPresent()) {
        throw new StoreRefused(
            "隔离事项清单有误，没有打开数据库：" + wrong.get() + "；改正后执行 hutong:catalogue-load 或重新启动");
      }
    }
  }

  /** Called by Blueprint. */
  public void start() throws IOException {
    Settings settings =
        new Settings(configuration.getConfiguration("org.hutong.core", null).getProperties());
    say(settings);
    PrivateFiles.folder(settings.data());
    KeyRing keys = KeyRing.open(settings.keys());
    AccessJournal journal = AccessJournal.open(settings.data(), clock);
    Calendars calendars = new Calendars(settings.config());
    front =
        new Front(
            settings,
            keys,
            journal,
            new Purposes(settings.config()),
            new CatalogueFiles(settings.config(), calendars),
            calendars,
            new SystemFiles(settings.config(), settings.keys(), SystemFiles::environment),
            new RegisterList(settings.config()));
    readRules();
    openAccess(settings, keys, journal);
    appliance =
        new ApplianceDesk(
            settings,
            context.getBundle().getVersion().toString(),
            front.catalogue(),
            purposes(),
            metrics);
    register(Appliance.class, appliance);
    register(Catalogue.class, front.catalogue());
    register(
        CatalogueAdmin.class,
        new CatalogueDesk(
            front.catalogue(), front.purposes(), front.register(), settings.config(), journal));
    register(CatalogueReports.class, front.catalogue().reports());
    register(Units.class, front.catalogue().units());
    if (settings.wrong().isEmpty()) {
      starter.execute(this::openRooms);
    } else {
      String names = String.join("、", settings.wrong().keySet());
      appliance.readiness(false, "设置有误（" + names + "），没有打开数据库；改正后请重新启动");
    }
  }

  /** Whoever mends a wrong one logs in by what holds without it, so accounts open all the same. */
  private static void say(Settings settings) {
    for (String name : settings.unknown()) {
      LOG.warn(
          "{} 中没有名为 {} 的设置，未予采用。 There is no setting of the name {}: it says nothing",
          FILE,
          name,
          name);
    }
    settings.wrong().values().forEach(line -> LOG.error("{}：{}", FILE, line));
    if (!settings.wrong().isEmpty()) {
      LOG.error("改正设置后请重新启动；在此之前不打开数据库。 Mend the settings and restart: the database stays closed");
    }
  }

  private void openAccess(Settings settings, KeyRing keys, AccessJournal journal)
      throws IOException {
    Access access =
        Access.open(
            settings.data(),
            settings.initialPasswords(),
            settings.access(),
            clock,
            journal,
            new OpenSessions(context)::end);
    register(Authenticator.class, access.authenticator());
    register(Accounts.class, access.accounts());
    register(Keys.class, new ApplianceKeys(settings.keys(), new RingKeys(keys), journal, clock));
    register(JaasRealm.class, new HutongRealm(context, access.authenticator(), journal));
  }

  /** A wrong file is named and stays out of force; the others count. */
  private void readRules() {
    Stream.concat(front.purposes().load().stream(), front.register().load().stream())
        .forEach(f -> LOG.warn("{}", f.line()));
    front.catalogue().start().forEach(Core::warn);
    front.systems().reload().forEach(finding -> LOG.warn("{}", finding));
  }

  private static void warn(Catalogue.Finding f) {
    LOG.warn("{}", new Fault(f.file(), f.row(), f.field(), f.reason()).line());
  }

  private List<Appliance.Purpose> purposes() {
    List<Appliance.Purpose> shown = new ArrayList<>();
    front
        .purposes()
        .all()
        .forEach(
            p ->
                shown.add(
                    new Appliance.Purpose(
                        p.code(),
                        p.name(),
                        p.roles().stream().map(Role::wireName).sorted().toList())));
    return shown;
  }

  private void openRooms() {
    Rooms opened;
    try {
      front.keys().reload();
      opened = Rooms.open(front, context, features, clock, metrics);
    } catch (StoreRefused e) {
      LOG.error("{}。 The database stays closed for now; trying again", e.getMessage());
      openLater(e.getMessage());
      return;
    } catch (SQLException | IOException | RuntimeException | LinkageError e) {
      // The seam of the start: whatever keeps the database away, it is said and tried again.
      LOG.error("The database could not be opened; trying again", e);
      openLater("数据库无法打开，正在重试");
      return;
    }
    rooms = opened;
    opened.services().forEach((type, service) -> registerRaw(type, service));
    appliance.watch(opened::trouble);
    appliance.watchAll(opened::checks);
    appliance.readiness(true, "正常");
    LOG.info("Core is ready for street {}", front.settings().street());
  }

  private void openLater(String why) {
    appliance.readiness(false, why);
    starter.schedule(this::openRooms, TRY_AGAIN_SECONDS, TimeUnit.SECONDS);
  }

  private <T> void register(Class<T> type, T service) {
    registerRaw(type, service);
  }

  private void registerRaw(Class<?> type, Object service) {
    synchronized (services) {
      services.push(context.registerService(type.getName(), service, null));
    }
  }

  /** Called by Blueprint: nobody new comes in, what is under way ends, then the database closes. */
  @Override
  public void close() {
    starter.shutdown();
    try {
      starter.awaitTermination(20, TimeUnit.SECONDS);
      synchronized (services) {
        while (!services.isEmpty()) {
          services.pop().unregister();
        }
      }
      if (rooms != null) {
        front.journal().detach();
        rooms.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
