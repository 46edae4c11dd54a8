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
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Brings the schema up to date before anything else uses the database. */
final class Migrations {
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
    CommandScope update = new CommandScope(UpdateCommandStep.COMMAND_NAME);
    update.addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database);
    update.addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, "db/changelog.yaml");
    update.addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF);
    update.execute();
  }
}
