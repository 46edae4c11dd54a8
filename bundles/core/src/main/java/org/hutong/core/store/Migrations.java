package org.hutong.core.store;

import java.sql.Connection;
import java.util.Map;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
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
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schema up to date before anything else uses the database, which is ours alone. */
final class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  private Migrations() {}

  static void run(Connection connection) throws LiquibaseException {
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
    } catch (LiquibaseException e) {
      throw e;
    } catch (Exception e) { // Scope.child declares it; there is no other way in
      throw new LiquibaseException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void update(Connection connection) throws LiquibaseException {
    Database database =
        DatabaseFactory.getInstance()
            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
    free(database);
    CommandScope update = new CommandScope(UpdateCommandStep.COMMAND_NAME);
    update.addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database);
    update.addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, "db/changelog.yaml");
    update.addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF);
    update.execute();
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
