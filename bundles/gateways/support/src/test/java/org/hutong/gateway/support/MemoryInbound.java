package org.hutong.gateway.support;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.hutong.access.Caller;
import org.hutong.kernel.Page;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.systems.Feed;
import org.hutong.systems.HistoryImport;
import org.hutong.systems.Inbound;
import org.hutong.systems.Pushed;
import org.hutong.systems.Quarantined;
import org.hutong.systems.RecordCount;
import org.jspecify.annotations.Nullable;

/** One feed with one row in its quarantine. */
public final class MemoryInbound implements Inbound {
  public volatile @Nullable Filter filter;
  public volatile @Nullable Map<String, Object> action;
  public final List<String> pushed = new CopyOnWriteArrayList<>();
  public volatile Pushed.Outcome outcome = Pushed.Outcome.TAKEN;

  @Override
  public List<Feed> feeds(Caller caller) {
    return List.of(Samples.feed());
  }

  @Override
  public Feed pause(Caller caller, String system, String feed, String reason) {
    return Samples.feed();
  }

  @Override
  public Feed resume(Caller caller, String system, String feed, String reason) {
    return Samples.feed();
  }

  @Override
  public Pushed push(
      String system, String feed, Function<String, List<String>> headers, byte[] body) {
    if (!headers.apply("x-sign").equals(List.of("good"))) {
      throw Refused.because(Code.SIGNATURE_WRONG);
    }
    pushed.add(system + "/" + feed + " " + new String(body, StandardCharsets.UTF_8));
    return new Pushed(Samples.STREET, outcome);
  }

  @Override
  public Page<Quarantined> quarantine(Caller caller, Filter asked) {
    filter = asked;
    return Page.last(List.of(Samples.quarantined()));
  }

  @Override
  public Quarantined quarantined(Caller caller, String id) {
    if (!id.equals("7")) {
      throw Refused.because(Code.QUARANTINED_NOT_FOUND);
    }
    return Samples.quarantined();
  }

  @Override
  public Quarantined act(Caller caller, String id, String key, Map<String, Object> wanted) {
    action = wanted;
    return quarantined(caller, id);
  }

  @Override
  public List<RecordCount> counts(Caller caller) {
    return List.of(new RecordCount("PERSON", "si-04", "bj", 3, 1, 1));
  }

  @Override
  public HistoryImport history(Caller caller, String system, String feed, @Nullable Path file) {
    return new HistoryImport(system, feed, 1, 1, 0, 0, true);
  }
}
