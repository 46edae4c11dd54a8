package org.hutong.adapter.rest.internal;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.support.Trees;
import org.hutong.adapter.support.http.HttpCall;
import org.hutong.adapter.support.http.HttpLink;
import org.hutong.adapter.support.http.HttpReply;
import org.hutong.adapter.support.http.NoAnswer;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth2 token by client credentials (RFC 6749, 4.4): fetched by the first that needs it, kept
 * until shortly before its end, dropped when the system refuses it. A token server that refuses us
 * is left alone for a minute, so that the account is not locked.
 */
final class Token implements Credentials {
  private static final Duration USUAL_LIFE = Duration.ofMinutes(5);
  private static final Duration MARGIN = Duration.ofSeconds(30);
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final Duration REST = Duration.ofMinutes(1);
  private static final String HEADER = "Authorization";

  /**
   * Where tokens come from.
   *
   * @param inBody whether id and secret stand in the body rather than in a Basic header
   */
  record Source(URI url, String clientId, String secret, @Nullable String scope, boolean inBody) {
    @Override
    public String toString() {
      return "Source[" + url.getHost() + "]";
    }
  }

  private record Held(String header, Instant since, Instant until) {
    @Override
    public String toString() {
      return "Held[" + until + "]";
    }
  }

  private final Source source;
  private final HttpLink link;
  private final Clock clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Held held;
  private volatile Instant restUntil = Instant.MIN;

  Token(Source source, HttpLink link, Clock clock) {
    this.source = source;
    this.link = link;
    this.clock = clock;
  }

  @Override
  public Map<String, String> headers(String method, URI uri, byte @Nullable [] body, Duration limit)
      throws NotSent, InterruptedException {
    Held now = held;
    if (now == null || !clock.instant().isBefore(now.until())) {
      now = renewed(limit);
    }
    return Map.of(HEADER, now.header());
  }

  @Override
  public boolean refused(Map<String, String> used) {
    Held now = held;
    if (now != null && !now.header().equals(used.get(HEADER))) {
      return true; // another call has brought a newer one meanwhile
    }
    held = null;
    // One that is refused as soon as it was made would be refused again.
    return now == null || now.since().plus(FRESH).isBefore(clock.instant());
  }

  private Held renewed(Duration limit) throws NotSent, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    if (!fetching.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new NotSent("等待令牌超时");
    }
    try {
      Held now = held;
      if (now != null && clock.instant().isBefore(now.until())) {
        return now;
      }
      if (clock.instant().isBefore(restUntil)) {
        throw new NotSent("令牌服务刚拒绝过我方凭据，稍后再试");
      }
      // Half the time at most: the request itself needs the rest.
      Duration left = Duration.ofNanos(Math.max(1_000_000, (end - System.nanoTime()) / 2));
      Held fetched = fetch(left);
      held = fetched;
      return fetched;
    } finally {
      fetching.unlock();
    }
  }

  private Held fetch(Duration limit) throws NotSent, InterruptedException {
    Instant asked = clock.instant();
    HttpReply reply;
    Object body;
    try {
      reply = link.exchange(question(), limit);
      body = reply.status() == 200 ? JsonTrees.read(reply.body(), null) : null;
    } catch (NoAnswer e) {
      // The request that the token is for has not left.
      throw new NotSent("令牌服务没有完整答复", e);
    } catch (IOException e) {
      throw new NotSent("令牌服务的答复不是 JSON");
    }
    if (reply.status() == 400 || reply.status() == 401 || reply.status() == 403) {
      restUntil = clock.instant().plus(REST);
    }
    String token = Trees.single(Trees.pointer(body, "/access_token"));
    String type = Trees.single(Trees.pointer(body, "/token_type"));
    if (token == null || !token.matches("[\\x21-\\x7e]{1,8000}")) {
      throw new NotSent("令牌服务没有给出令牌（" + reply.status() + "）");
    }
    if (type != null && !type.equalsIgnoreCase("bearer")) {
      throw new NotSent("令牌服务给出的令牌种类不认识");
    }
    Duration life = life(Trees.single(Trees.pointer(body, "/expires_in")));
    Duration margin = life.dividedBy(2).compareTo(MARGIN) < 0 ? life.dividedBy(2) : MARGIN;
    return new Held("Bearer " + token, clock.instant(), asked.plus(life).minus(margin));
  }

  private static Duration life(@Nullable String seconds) {
    return seconds != null && seconds.matches("[0-9]{1,8}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : USUAL_LIFE;
  }

  private HttpCall question() {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    if (source.scope() != null) {
      form.put("scope", source.scope());
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    if (source.inBody()) {
      form.put("client_id", source.clientId());
      form.put("client_secret", source.secret());
    } else {
      // RFC 6749, 2.3.1: both are form-encoded before they are put together.
      String account = encoded(source.clientId()) + ":" + encoded(source.secret());
      headers.put(
          HEADER,
          "Basic "
              + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.US_ASCII)));
    }
    StringBuilder text = new StringBuilder();
    form.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(encoded(value)));
    return new HttpCall(
        "POST", source.url(), headers, text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
