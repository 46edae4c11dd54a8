package org.hutong.adapter.rest.internal;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.support.http.HttpCall;
import org.hutong.adapter.support.http.HttpLink;
import org.hutong.adapter.support.http.HttpReply;
import org.hutong.adapter.support.http.NoAnswer;
import org.jspecify.annotations.Nullable;

/** Requests to one system, each with its credentials. */
record Requests(HttpLink link, Credentials credentials) {
  private static final int UNAUTHORIZED = 401;

  /**
   * An answer.
   *
   * @param renews whether it refused credentials of which there are newer ones to be had
   */
  record Said(HttpReply reply, boolean renews) {}

  /** Sends once, whatever comes. */
  Said send(
      String method, URI uri, Map<String, String> headers, byte @Nullable [] body, Duration limit)
      throws NotSent, NoAnswer, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    Map<String, String> proof = credentials.headers(method, uri, body, limit);
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(proof);
    Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    HttpReply reply = link.exchange(new HttpCall(method, uri, all, body), left);
    return new Said(reply, reply.status() == UNAUTHORIZED && credentials.refused(proof));
  }

  /** Asks without changing anything there; a second time when credentials had to be renewed. */
  HttpReply ask(URI uri, Map<String, String> headers, Duration limit)
      throws NotSent, NoAnswer, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    Said said = send("GET", uri, headers, null, limit);
    Duration left = Duration.ofNanos(end - System.nanoTime());
    return said.renews() && left.toMillis() > 100
        ? send("GET", uri, headers, null, left).reply()
        : said.reply();
  }

  /** Whether the answer calls itself JSON. */
  static boolean isJson(HttpReply reply) {
    String type = reply.mediaType();
    return type.endsWith("/json") || type.endsWith("+json");
  }

  /** The body as a tree; text that is no JSON as text. */
  static @Nullable Object body(HttpReply reply) throws NoAnswer {
    if (!isJson(reply)) {
      return reply.body().length == 0 ? null : reply.text();
    }
    try {
      return JsonTrees.read(reply.body(), reply.charset().orElse(null));
    } catch (IOException e) {
      // Its message may quote the answer.
      throw new NoAnswer("系统的答复（" + reply.status() + "）不是完整的 JSON");
    }
  }
}
