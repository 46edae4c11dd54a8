package org.hutong.gateway.soap.internal.operation;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hutong.access.Caller;
import org.hutong.gateway.soap.internal.answer.StatisticsAnswers;
import org.hutong.gateway.soap.internal.request.Args;
import org.hutong.gateway.soap.internal.v1.GetDefinitionsResponse;
import org.hutong.gateway.soap.internal.v1.GetRecordScoreResponse;
import org.hutong.gateway.soap.internal.v1.GetStateCountsResponse;
import org.hutong.gateway.soap.internal.v1.GetStatisticsResponse;
import org.hutong.gateway.soap.internal.v1.GetTypingResponse;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.hutong.statistics.CountQuery;
import org.hutong.statistics.Typing;

/** Numbers, with what they mean. */
final class StatisticsOperations {
  private final Services services;
  private final ThisStreet street;

  StatisticsOperations(Services services, ThisStreet street) {
    this.services = services;
    this.street = street;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("GetStatistics", this::cases);
    handlers.put("GetStateCounts", this::states);
    handlers.put("GetRecordScore", this::records);
    handlers.put("GetDefinitions", this::definitions);
    handlers.put("GetTyping", this::typing);
  }

  private static CountQuery query(Args args) {
    CountQuery query =
        new CountQuery(
            args.optional("by"),
            args.optional("period"),
            args.optional("scheme"),
            args.optional("item"),
            args.optional("category"),
            args.optional("community"));
    args.check();
    return query;
  }

  private Object states(Caller caller, Args args) {
    CountQuery query = query(args);
    GetStateCountsResponse answer = new GetStateCountsResponse();
    answer.setCounts(StatisticsAnswers.of(services.statistics().states(caller, query)));
    return answer;
  }

  private Object cases(Caller caller, Args args) {
    CountQuery query = query(args);
    GetStatisticsResponse answer = new GetStatisticsResponse();
    answer.setCounts(StatisticsAnswers.of(services.statistics().cases(caller, query)));
    return answer;
  }

  private Object records(Caller caller, Args args) {
    String period = args.optional("period");
    args.check();
    GetRecordScoreResponse answer = new GetRecordScoreResponse();
    answer.setScore(StatisticsAnswers.of(services.statistics().records(caller, period)));
    return answer;
  }

  private Object definitions(Caller caller, Args args) {
    args.check();
    GetDefinitionsResponse answer = new GetDefinitionsResponse();
    answer.setStreet(street.code(caller));
    answer.setItems(StatisticsAnswers.definitions(services.statistics().definitions()));
    return answer;
  }

  private Object typing(Caller caller, Args args) {
    String period = args.optional("period");
    String item = args.optional("item");
    String number = args.optional("caseNumber");
    args.check();
    if (Stream.of(period, item, number).filter(p -> p != null).count() > 1) {
      throw Refused.fields(
          List.of(new FieldError("/period", Code.FIELD_VALUE, "period、item、caseNumber 只能给一个")));
    }
    Typing typing;
    if (item != null) {
      typing = services.statistics().typingOfItem(caller, item);
    } else if (number != null) {
      typing = services.statistics().typingOfCase(caller, number);
    } else {
      typing = services.statistics().typing(caller, period);
    }
    GetTypingResponse answer = new GetTypingResponse();
    answer.setTyping(StatisticsAnswers.of(typing));
    return answer;
  }
}
