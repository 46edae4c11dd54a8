package org.hutong.adapter.soap.internal;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.Unavailable;
import org.hutong.adapter.support.Listed;
import org.hutong.adapter.support.Rows;
import org.hutong.adapter.support.Trees;
import org.hutong.adapter.support.http.HttpCall;
import org.hutong.adapter.support.http.HttpLink;
import org.hutong.adapter.support.http.HttpReply;
import org.hutong.adapter.support.http.NoAnswer;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.DeliveryKey;
import org.jspecify.annotations.Nullable;

/** Speaks SOAP to one system. */
final class SoapAdapter implements SystemAdapter, RecordSource {
  private static final Duration HEALTH_LIMIT = Duration.ofSeconds(4);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration REPAIR = Duration.ofMinutes(5);
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private final SoapSettings settings;
  private final HttpLink link;
  private final Clock clock;
  private volatile Instant notBefore = Instant.MIN;
  private final SoapWriter writer;
  private final SoapReader reader;

  SoapAdapter(SoapSettings settings, HttpLink link, Clock clock) {
    this.settings = settings;
    this.link = link;
    this.clock = clock;
    writer =
        new SoapWriter(
            settings.version(), settings.namespace(), settings.qualified(), settings.account());
    reader = new SoapReader(settings.lists());
  }

  @Override
  public Outcome deliver(Document document, Context context) throws NotSent, InterruptedException {
    SoapSettings.Call how = settings.operations().get(document.operation());
    if (how == null) {
      return new Outcome.Rejected("OPERATION", "该系统没有配置操作 " + document.operation());
    }
    Map<String, Object> content =
        how.content() == null
            ? document.content()
            : SoapSettings.filled(
                how.content(), places(document.key(), document.earlierReceipt(), document.token()));
    if (how.keyField() != null) {
      content = Trees.with(content, how.keyField(), document.key().text());
    }
    HttpCall call;
    try {
      call = call(how.action(), writer.write(how.element(), content), context);
    } catch (IllegalArgumentException e) {
      return new Outcome.Rejected("CONTENT", "映射结果不能写成 XML：" + e.getMessage());
    }
    HttpReply reply;
    SoapReader.Message message;
    try {
      reply = link.exchange(call, context.timeLimit());
      message = message(reply);
    } catch (NoAnswer e) {
      return new Outcome.Unknown(e.getMessage());
    }
    Outcome outcome =
        context.interpret(new Answer(reply.status(), reply.headers(), message.tree()));
    return outcome instanceof Outcome.Unknown unknown
        ? usual(how, reply, message, unknown)
        : outcome;
  }

  private static Map<String, String> places(
      DeliveryKey key, @Nullable String earlierReceipt, @Nullable String token) {
    return Map.of(
        "key", key.text(),
        "delivery.caseNumber", key.caseNumber(),
        "delivery.revision", Integer.toString(key.revision()),
        "delivery.operation", key.operation().name(),
        "delivery.earlierReceipt", earlierReceipt == null ? "" : earlierReceipt,
        "delivery.token", token == null ? "" : token);
  }

  private HttpCall call(String action, byte[] message, Context context) {
    Map<String, String> headers = new LinkedHashMap<>(settings.version().headers(action));
    headers.put("Accept", "text/xml, application/soap+xml");
    context.traceparent().ifPresent(value -> headers.put("traceparent", value));
    return new HttpCall("POST", settings.http().url(), headers, message);
  }

  /** The answer as a tree; text that is no XML as text. */
  private SoapReader.Message message(HttpReply reply) throws NoAnswer {
    String type = reply.mediaType();
    if (!type.endsWith("/xml") && !type.endsWith("+xml")) {
      return new SoapReader.Message(false, reply.body().length == 0 ? null : reply.text());
    }
    try {
      return reader.read(reply.body(), reply.charset().orElse(null));
    } catch (IOException e) {
      throw new NoAnswer("系统的答复（" + reply.status() + "）不是完整的 SOAP", e);
    }
  }

  /** What an answer means that the mapping does not know. */
  private Outcome usual(
      SoapSettings.Call how, HttpReply reply, SoapReader.Message message, Outcome.Unknown unknown) {
    int status = reply.status();
    Object tree = message.tree();
    if (message.fault()) {
      String code = String.valueOf(Trees.pointer(tree, "/fault/code"));
      boolean security =
          code.endsWith("FailedAuthentication")
              || code.endsWith("InvalidSecurity")
              || code.endsWith("InvalidSecurityToken");
      return security ? new Outcome.RetryLater("系统拒绝了接入账号，请核对口令或解锁", REPAIR) : unknown;
    }
    String receipt =
        how.receipt() == null ? null : Trees.single(Trees.pointer(tree, how.receipt()));
    boolean counts = how.when() == null || how.when().holds(tree);
    if (status >= 200 && status < 300 && receipt != null && counts) {
      return new Outcome.Delivered(receipt);
    }
    if (status == TOO_MANY || status == UNAVAILABLE && reply.headers().containsKey("retry-after")) {
      return new Outcome.RetryLater(
          "系统请求稍后再试（" + status + "）", reply.retryAfter(clock.instant()).orElse(PAUSE));
    }
    if (status == UNAUTHORIZED) {
      return new Outcome.RetryLater("系统拒绝了接入账号（401），请核对", REPAIR);
    }
    return unknown;
  }

  @Override
  public LookUp lookUp(DeliveryKey key, Context context) throws InterruptedException {
    SoapSettings.Question question = settings.lookUp();
    if (question == null) {
      return new LookUp.CannotTell("未配置按分发标识查询");
    }
    Map<String, String> values = places(key, null, null);
    byte[] request =
        writer.write(question.element(), SoapSettings.filled(question.content(), values));
    try {
      HttpReply reply =
          link.exchange(call(question.action(), request, context), context.timeLimit());
      SoapReader.Message message = message(reply);
      if (message.fault() || reply.status() < 200 || reply.status() > 299) {
        return new LookUp.CannotTell("系统答复 " + reply.status());
      }
      String receipt = Trees.single(Trees.pointer(message.tree(), question.receipt()));
      if (question.absent() != null && question.absent().holds(message.tree())) {
        return new LookUp.Absent();
      }
      return receipt == null ? new LookUp.CannotTell("系统的答复里没有回执") : new LookUp.Found(receipt);
    } catch (NotSent | NoAnswer e) {
      return new LookUp.CannotTell(e.getMessage());
    }
  }

  @Override
  public Batch fetch(@Nullable Cursor after, int limit, Context context)
      throws Unavailable, InterruptedException {
    Listing how = settings.records();
    if (how == null) {
      throw new Unavailable("该系统没有配置取数（records）");
    }
    if (clock.instant().isBefore(notBefore)) {
      throw new Unavailable("系统请求稍后再取");
    }
    Listed from = Listed.of(after);
    byte[] request =
        writer.write(
            how.element(), SoapSettings.filled(how.content(), Map.of("cursor", from.cursor())));
    try {
      HttpReply reply = link.exchange(call(how.action(), request, context), context.timeLimit());
      if (reply.status() == TOO_MANY || reply.status() == UNAVAILABLE) {
        notBefore = clock.instant().plus(reply.retryAfter(clock.instant()).orElse(PAUSE));
        throw new Unavailable("系统请求稍后再取（" + reply.status() + "）");
      }
      SoapReader.Message message = message(reply);
      if (message.fault() || reply.status() < 200 || reply.status() > 299) {
        throw new Unavailable("系统答复 " + reply.status());
      }
      Object tree = message.tree();
      Object rows = Trees.pointer(tree, how.rows());
      boolean none = Trees.single(rows) == null && !(rows instanceof List);
      List<Rows.Found> found =
          new Rows(how.key(), how.fields(), Object::toString)
              .read(none && tree instanceof Map ? List.of() : rows, "cursor");
      return from.batch(found, limit, Trees.single(Trees.pointer(tree, how.cursor())));
    } catch (NotSent | NoAnswer e) {
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Duration settleTime() {
    return settings.settle();
  }

  @Override
  public boolean resendIsSafe() {
    return settings.resendIsSafe();
  }

  @Override
  public Health health() {
    if (settings.health() == null) {
      return link.reachable() ? Health.up("端口可连接") : Health.down("端口连不上");
    }
    try {
      URI uri = URI.create(settings.http().url() + settings.health());
      int status = link.exchange(new HttpCall("GET", uri, Map.of(), null), HEALTH_LIMIT).status();
      boolean up = status < 500 && status != UNAUTHORIZED;
      return up ? Health.up("系统答复 " + status) : Health.down("系统答复 " + status);
    } catch (NotSent | NoAnswer e) {
      return Health.down(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.down("检查被中断");
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
