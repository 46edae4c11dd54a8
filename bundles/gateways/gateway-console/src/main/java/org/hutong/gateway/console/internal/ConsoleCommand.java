package org.hutong.gateway.console.internal;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command. It gives an {@link Answer} or throws {@link Refused}; rights are the services' own
 * matter. What fails ends {@code bin/client} with a status other than 0.
 */
public abstract class ConsoleCommand implements Action {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleCommand.class);

  @Reference private BundleContext context;
  @Reference private Session session;

  @Option(name = "--json", description = "只输出一个 JSON 文档 (print one JSON document and nothing else)")
  private boolean json;

  /** Does it. */
  protected abstract Answer run(Desk desk);

  @Override
  public final @Nullable Object execute() throws CommandException {
    Answer answer = answer();
    String text = answer.text(json);
    if (answer.failed()) {
      // Karaf prints the help of this one exception as it is, and logs it at DEBUG only.
      throw new CommandException(text, answer.name());
    }
    System.out.println(text);
    return null;
  }

  // The one broad catch: a terminal gets a sentence, the log gets the rest.
  private Answer answer() {
    try (Desk desk = Desk.open(context, session)) {
      return run(desk);
    } catch (Refused e) {
      if (e.code() == Code.INTERNAL_ERROR) {
        LOG.error("{} failed", getClass().getSimpleName(), Wordless.of(e));
      }
      return Refusals.answer(e);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("{} failed", getClass().getSimpleName(), Wordless.of(e));
      return Refusals.answer(Refused.because(Code.INTERNAL_ERROR));
    }
  }
}
