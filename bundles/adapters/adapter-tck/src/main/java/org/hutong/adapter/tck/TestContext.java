package org.hutong.adapter.tck;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Context;
import org.hutong.adapter.Outcome;

/** A context with a time limit and a mapping of the test's own. */
public record TestContext(Duration timeLimit, Function<Answer, Outcome> mapping)
    implements Context {
  /** Ten seconds, and a mapping that knows no answer. */
  public static TestContext unmapped() {
    return within(Duration.ofSeconds(10), answer -> new Outcome.Unknown("unmapped"));
  }

  /** With this limit and mapping. */
  public static TestContext within(Duration limit, Function<Answer, Outcome> mapping) {
    return new TestContext(limit, mapping);
  }

  @Override
  public Optional<String> traceparent() {
    return Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  }

  @Override
  public Outcome interpret(Answer answer) {
    return mapping.apply(answer);
  }
}
