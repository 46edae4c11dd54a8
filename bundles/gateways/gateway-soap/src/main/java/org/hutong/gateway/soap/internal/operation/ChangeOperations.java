package org.hutong.gateway.soap.internal.operation;

import java.time.Duration;
import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.changes.ChangePage;
import org.hutong.gateway.soap.internal.answer.ApplianceAnswers;
import org.hutong.gateway.soap.internal.request.Args;
import org.hutong.gateway.soap.internal.v1.GetChangesResponse;
import org.hutong.gateway.support.Services;

/** The change feed. */
final class ChangeOperations {
  private static final int LONGEST_WAIT = 60;

  private final Services services;
  private final PollPlaces places;

  ChangeOperations(Services services, PollPlaces places) {
    this.services = services;
    this.places = places;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("GetChanges", this::changes);
  }

  private Object changes(Caller caller, Args args) {
    String after = args.optional("after");
    int limit = Lists.limit(args);
    Duration wait = Duration.ofSeconds(args.number("wait", 0, 0, LONGEST_WAIT));
    args.check();
    ChangePage page = page(caller, after, limit, wait);
    GetChangesResponse answer = new GetChangesResponse();
    answer.setStreet(page.street());
    answer.setItems(ApplianceAnswers.changes(page.changes()));
    answer.setNext(page.next());
    answer.setMore(page.more());
    return answer;
  }

  private ChangePage page(Caller caller, String after, int limit, Duration wait) {
    if (wait.isZero() || !places.take()) {
      return services.changes().after(caller, after, limit, Duration.ZERO);
    }
    try {
      return services.changes().after(caller, after, limit, wait);
    } finally {
      places.leave();
    }
  }
}
