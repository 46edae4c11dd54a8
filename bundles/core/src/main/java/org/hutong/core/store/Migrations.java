package org.hutong.core.store;

import java.sql.Connection;
import java.util.Map;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.changelog.ChangeLogHistoryService;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.RanChangeSet;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.command.core.helpers.ShowSummaryArgument;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.lockservice.DatabaseChangeLogLock;
import liquibase.lockservice.LockService;
import liquibase.lockservice.LockServiceFactory;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.ResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schema up to date before anything else uses the database, which is ours alone. */
final class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  private static final String CHANGE_LOG = "db/changelog.yaml";

  private Migrations() {}

  /**
   * Does it.
   *
   * @throws StoreRefused a newer release has changed the schema, and nothing was touched
   */
  static void run(Connection connection) throws LiquibaseException, StoreRefused {
    // Liquibase finds its parts through the context class loader: here, the bundle's own.
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Migrations.class.getClassLoader());
    try {
      Map<String, Object> scope =
          Map.of(
              Scope.Attr.classLoader.name(),
              Migrations.class.getClassLoader(),
              Scope.Attr.resourceAccessor.name(),
              new ClassLoaderResourceAccessor(Migrations.class.getClassLoader()),
              Scope.Attr.ui.name(),
              new LoggerUIService(),
              "liquibase.analytics.enabled",
              false);
      Scope.child(scope, () -> update(connection));
    } catch (LiquibaseException | StoreRefused e) {
      throw e;
    } catch (Exception e) { // Scope.child declares it; there is no other way in
      throw new LiquibaseException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void update(Connection connection) throws LiquibaseException, StoreRefused {
    Database database =
        DatabaseFactory.getInstance()
            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
    refuseNewer(database);
    free(database);
    CommandScope update = new CommandScope(UpdateCommandStep.COMMAND_NAME);
    update.addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database);
    update.addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, CHANGE_LOG);
    update.addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF);
    update.execute();
  }

  /** Liquibase itself passes over what it does not know, and would serve on another's tables. */
  private static void refuseNewer(Database database) throws LiquibaseException, StoreRefused {
    ResourceAccessor files = Scope.getCurrentScope().getResourceAccessor();
    DatabaseChangeLog known =
        ChangeLogParserFactory.getInstance()
            .getParser(CHANGE_LOG, files)
            .parse(CHANGE_LOG, new ChangeLogParameters(database), files);
    ChangeLogHistoryService history =
        Scope.getCurrentScope()
            .getSingleton(ChangeLogHistoryServiceFactory.class)
            .getChangeLogService(database);
    for (RanChangeSet ran : history.getRanChangeSets()) {
      if (known.getChangeSet(ran.getChangeLog(), ran.getAuthor(), ran.getId()) == null) {
        LOG.warn("The database knows a change that this release does not: {}", ran);
        throw new StoreRefused("数据库由更新的版本升级过，请用该版本启动或恢复备份");
      }
    }
    history.reset();
  }

  /**
   * A kill in the middle of a migration leaves Liquibase's lock behind, and every later start would
   * wait for whoever is gone. The database is this process's alone, so nobody else migrates it.
   */
  private static void free(Database database) throws LiquibaseException {
    LockService locks = LockServiceFactory.getInstance().getLockService(database);
    for (DatabaseChangeLogLock lock : locks.listLocks()) {
      LOG.warn(
          "上次升级中断，解除其锁。 A migration was cut off at {}: its lock is freed", lock.getLockGranted());
      locks.forceReleaseLock();
    }
  }
}
