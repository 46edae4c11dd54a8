package org.hutong.adapter.rest.internal;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.Holdings;
import org.hutong.adapter.HoldingsSource;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.Unavailable;
import org.hutong.adapter.support.Trees;
import org.hutong.adapter.support.http.HttpCall;
import org.hutong.adapter.support.http.HttpLink;
import org.hutong.adapter.support.http.HttpReply;
import org.hutong.adapter.support.http.NoAnswer;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.DeliveryKey;
import org.jspecify.annotations.Nullable;

/** Speaks JSON over HTTP to one system. */
final class RestAdapter implements SystemAdapter, RecordSource, HoldingsSource {
  private static final Duration HEALTH_LIMIT = Duration.ofSeconds(4);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration RENEWAL = Duration.ofSeconds(1);
  private static final Duration REPAIR = Duration.ofMinutes(5);
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private final RestSettings settings;
  private final HttpLink link;
  private final Requests requests;
  private final Clock clock;
  private final @Nullable Pages pages;

  RestAdapter(RestSettings settings, HttpLink link, Clock clock) {
    this.settings = settings;
    this.link = link;
    this.requests = new Requests(link, settings.access().credentials(link, clock));
    this.clock = clock;
    Records records = settings.records();
    this.pages = records == null ? null : new Pages(settings, records, requests, clock);
  }

  @Override
  public Outcome deliver(Document document, Context context) throws NotSent, InterruptedException {
    RestSettings.Call how = settings.operations().get(document.operation());
    if (how == null) {
      return new Outcome.Rejected("OPERATION", "该系统没有配置操作 " + document.operation());
    }
    HttpCall call;
    try {
      call = request(how, document, context);
    } catch (IllegalArgumentException e) {
      return new Outcome.Rejected("CONTENT", "映射结果缺少网址所需的 " + e.getMessage());
    } catch (IOException e) {
      return new Outcome.Rejected("CONTENT", "映射结果不能写成 JSON");
    }
    HttpReply reply;
    Object body;
    try {
      Requests.Said said =
          requests.send(
              call.method(), call.uri(), call.headers(), call.body(), context.timeLimit());
      if (said.renews()) {
        // It was refused unread. Sending again belongs to the lane, which brings a new token.
        return new Outcome.RetryLater("凭据已失效，换新后再发", RENEWAL);
      }
      reply = said.reply();
      body = Requests.body(reply);
    } catch (NoAnswer e) {
      return new Outcome.Unknown(e.getMessage());
    }
    Outcome outcome = context.interpret(new Answer(reply.status(), reply.headers(), body));
    return outcome instanceof Outcome.Unknown unknown ? usual(how, reply, body, unknown) : outcome;
  }

  private HttpCall request(RestSettings.Call how, Document document, Context context)
      throws IOException {
    DeliveryKey key = document.key();
    Map<String, Object> content = document.content();
    if (how.keyField() != null) {
      content = Trees.with(content, how.keyField(), key.text());
    }
    Map<String, Object> values = new HashMap<>(content);
    values.put("key", key.text());
    values.put("delivery", delivery(key, document.earlierReceipt(), document.token()));
    String path = how.path().fill(values);
    Map<String, String> headers = headers(key, context);
    byte[] body = null;
    if (how.body() != null) {
      headers.put("Content-Type", "application/json");
      body = JsonTrees.write(Trees.pointer(content, how.body()));
    }
    return new HttpCall(how.method(), uri(path), headers, body);
  }

  private static Map<String, Object> delivery(
      DeliveryKey key, @Nullable String earlierReceipt, @Nullable String token) {
    Map<String, Object> delivery = new HashMap<>();
    delivery.put("caseNumber", key.caseNumber());
    delivery.put("revision", key.revision());
    delivery.put("operation", key.operation().name());
    delivery.put("earlierReceipt", earlierReceipt);
    delivery.put("token", token);
    return delivery;
  }

  private Map<String, String> headers(@Nullable DeliveryKey key, @Nullable Context context) {
    Map<String, String> headers = new LinkedHashMap<>(settings.headers());
    if (key != null && settings.keyHeader() != null) {
      headers.put(settings.keyHeader(), key.text());
    }
    if (context != null) {
      context.traceparent().ifPresent(value -> headers.put("traceparent", value));
    }
    return headers;
  }

  private URI uri(String path) {
    return URI.create(settings.http().url() + path);
  }

  /** What an answer means that the mapping does not know. */
  private Outcome usual(
      RestSettings.Call how, HttpReply reply, @Nullable Object body, Outcome.Unknown unknown) {
    int status = reply.status();
    String receipt =
        how.receipt() == null ? null : Trees.single(Trees.pointer(body, how.receipt()));
    if (status >= 200 && status < 300 && receipt != null) {
      return new Outcome.Delivered(receipt);
    }
    if (status == TOO_MANY || status == UNAVAILABLE && reply.headers().containsKey("retry-after")) {
      return new Outcome.RetryLater(
          "系统请求稍后再试（" + status + "）", reply.retryAfter(clock.instant()).orElse(PAUSE));
    }
    if (status == UNAUTHORIZED) {
      return new Outcome.RetryLater("系统拒绝了接入账号（401），请核对", REPAIR);
    }
    if (how.rejectOn().contains(status)) {
      return new Outcome.Rejected("HTTP" + status, "系统拒收（" + status + "）");
    }
    return unknown;
  }

  @Override
  public LookUp lookUp(DeliveryKey key, Context context) throws InterruptedException {
    Question question = settings.lookUp();
    if (question == null) {
      return new LookUp.CannotTell("未配置按分发标识查询");
    }
    Map<String, Object> values = Map.of("key", key.text(), "delivery", delivery(key, null, null));
    try {
      URI uri = uri(question.path().fill(values));
      HttpReply reply = requests.ask(uri, headers(null, context), context.timeLimit());
      return question.says(reply);
    } catch (IllegalArgumentException e) {
      return new LookUp.CannotTell("查询网址缺少 " + e.getMessage());
    } catch (NotSent | NoAnswer e) {
      return new LookUp.CannotTell(e.getMessage());
    }
  }

  @Override
  public Batch fetch(@Nullable Cursor after, int limit, Context context)
      throws Unavailable, InterruptedException {
    if (pages == null) {
      throw new Unavailable("该系统没有配置取数（records）");
    }
    return pages.fetch(after, limit, headers(null, context), context.timeLimit());
  }

  @Override
  public boolean listsHoldings() {
    return settings.held() != null;
  }

  @Override
  public Holdings holdings(
      Instant from, Instant to, @Nullable Cursor after, int limit, Context context)
      throws Unavailable, InterruptedException {
    HeldList list = settings.held();
    if (list == null) {
      throw new Unavailable("该系统没有配置清单（held）");
    }
    Map<String, String> values =
        Map.of(
            "from", from.toString(),
            "to", to.toString(),
            "cursor", after == null ? "" : after.value(),
            "size", String.valueOf(Math.min(limit, list.size())));
    try {
      HttpReply reply =
          requests.ask(uri(list.path().with(values)), headers(null, context), context.timeLimit());
      if (reply.status() != OK) {
        throw new Unavailable("系统答复 " + reply.status());
      }
      return list.page(Requests.body(reply), after);
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
    PathTemplate path = settings.health();
    if (path == null) {
      return link.reachable() ? Health.up("端口可连接") : Health.down("端口连不上");
    }
    try {
      int status = requests.ask(uri(path.text()), headers(null, null), HEALTH_LIMIT).status();
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
