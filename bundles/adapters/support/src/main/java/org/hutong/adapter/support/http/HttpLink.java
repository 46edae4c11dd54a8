package org.hutong.adapter.support.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.support.BoundedCalls;
import org.hutong.adapter.support.SendGate;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to one system: one request, one answer; no retry, no redirect, no cookie, no cache, no
 * proxy. Says of every failure whether a byte of the request may have left.
 */
public final class HttpLink implements AutoCloseable {
  private static final String GATE = "hutong.gate";
  private static final String ANSWERED = "hutong.answered";
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final int REACH_MILLIS = 3000;

  private final HttpSettings settings;
  private final CloseableHttpClient client;
  private final BoundedCalls calls;

  /** The product goes out as {@code User-Agent}; threads are named after the name. */
  public HttpLink(HttpSettings settings, String product, String name) {
    this(settings, product, name, SystemDefaultDnsResolver.INSTANCE);
  }

  HttpLink(HttpSettings settings, String product, String name, DnsResolver names) {
    this.settings = settings;
    Timeout connect = Timeout.of(settings.connect());
    PoolingHttpClientConnectionManagerBuilder connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(names)
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxLineLength(settings.answerLine())
                            .setMaxHeaderCount(settings.answerHeaders())
                            .build())
                    .build())
            .setMaxConnTotal(settings.connections())
            .setMaxConnPerRoute(settings.connections())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(connect)
                    .setSocketTimeout(connect)
                    // A connection that the server closed meanwhile costs a doubt otherwise.
                    .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                    .setTimeToLive(TimeValue.of(IDLE))
                    .build());
    if (settings.trust() != null) {
      connections.setTlsSocketStrategy(new DefaultClientTlsStrategy(settings.trust()));
    }
    client =
        HttpClients.custom()
            .setConnectionManager(connections.build())
            .setRequestExecutor(new Watched())
            .setUserAgent(product)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
    calls = new BoundedCalls(name);
  }

  /** Notes from where on the request may have left, and that an answer has begun. */
  private static final class Watched extends HttpRequestExecutor {
    @Override
    public ClassicHttpResponse execute(
        ClassicHttpRequest request,
        HttpClientConnection connection,
        HttpResponseInformationCallback callback,
        HttpContext context)
        throws IOException, HttpException {
      if (context.getAttribute(GATE) instanceof SendGate gate && !gate.pass()) {
        throw new InterruptedIOException("Too late to send");
      }
      ClassicHttpResponse response = super.execute(request, connection, callback, context);
      context.setAttribute(ANSWERED, Boolean.TRUE);
      return response;
    }
  }

  /**
   * Sends a request and reads the whole answer.
   *
   * @throws NotSent when nothing left: no connection, no handshake
   * @throws NoAnswer when it may have left: a break, a time-out, an answer too long
   */
  public HttpReply exchange(HttpCall call, Duration limit)
      throws NotSent, NoAnswer, InterruptedException {
    Result result = calls.call(limit, new Exchange(call, limit));
    if (result.failure() != null) {
      throw result.failure();
    }
    return result.reply();
  }

  /** Whether the system's port takes a connection; sends nothing. */
  public boolean reachable() {
    String host = settings.url().getHost();
    int port = settings.url().getPort();
    boolean https = "https".equalsIgnoreCase(settings.url().getScheme());
    InetSocketAddress address =
        new InetSocketAddress(
            host.replaceAll("^\\[|\\]$", ""), port >= 0 ? port : https ? 443 : 80);
    try (Socket socket = new Socket()) {
      socket.connect(address, REACH_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
    calls.close();
  }

  private record Result(@Nullable HttpReply reply, @Nullable NoAnswer failure) {}

  private final class Exchange implements BoundedCalls.Call<Result> {
    private final HttpCall call;
    private final HttpUriRequestBase request;
    private final HttpClientContext context = HttpClientContext.create();
    private final SendGate gate = new SendGate();

    Exchange(HttpCall call, Duration limit) {
      this.call = call;
      request = new HttpUriRequestBase(call.method(), call.uri());
      request.setConfig(
          RequestConfig.custom()
              .setConnectionRequestTimeout(Timeout.of(settings.connect()))
              .setResponseTimeout(Timeout.of(limit))
              .setExpectContinueEnabled(false)
              // What offers TLS within plain HTTP is refused by some servers, and never wanted
              // here.
              .setProtocolUpgradeEnabled(false)
              .build());
      context.setAttribute(GATE, gate);
      call.headers().forEach(request::setHeader);
      if (call.body() != null) {
        request.setEntity(new ByteArrayEntity(call.body(), null));
      }
    }

    @Override
    public Result run() throws NotSent {
      try {
        return new Result(client.execute(request, context, this::read), null);
      } catch (TooLong e) {
        return noAnswer("答复超过 " + settings.answerBytes() + " 字节", e);
      } catch (IOException | IllegalStateException e) {
        if (gate.shut() || isRefusedHandshake(e)) {
          throw new NotSent("连不上系统（" + wordFor(e) + "）", e);
        }
        return noAnswer("没有收到完整答复（" + wordFor(e) + "）", e);
      }
    }

    /**
     * With TLS 1.3 a server judges our certificate after the handshake has ended for us: its
     * refusal comes when the answer is due, and says that it read nothing of the request.
     */
    private boolean isRefusedHandshake(Exception e) {
      return e instanceof SSLHandshakeException && context.getAttribute(ANSWERED) == null;
    }

    private Result noAnswer(String reason, Exception cause) {
      return new Result(null, new NoAnswer(reason, cause));
    }

    private HttpReply read(ClassicHttpResponse response) throws IOException {
      Map<String, String> headers = new TreeMap<>();
      for (Header header : response.getHeaders()) {
        headers.merge(
            header.getName().toLowerCase(Locale.ROOT),
            header.getValue() == null ? "" : header.getValue(),
            (one, other) -> one + ", " + other);
      }
      HttpEntity entity = response.getEntity();
      byte[] body = new byte[0];
      if (entity != null) {
        InputStream in = entity.getContent();
        body = in.readNBytes(settings.answerBytes() + 1);
        if (body.length > settings.answerBytes()) {
          // Closed here: the client would read the rest to keep the connection.
          request.abort();
          throw new TooLong();
        }
      }
      return new HttpReply(response.getCode(), headers, body);
    }

    @Override
    public void abort() {
      gate.shut();
      request.abort();
    }

    @Override
    public Result abandoned() throws NotSent {
      if (gate.shut()) {
        throw new NotSent("连不上系统（超时）");
      }
      return new Result(null, new NoAnswer("系统在时限内没有答复"));
    }
  }

  private static final class TooLong extends IOException {}

  /** A word for a person; class names and the network's own sentences are for nobody. */
  private static String wordFor(Exception e) {
    if (e instanceof SSLException) {
      return "TLS 握手失败";
    }
    if (e instanceof UnknownHostException) {
      return "找不到主机";
    }
    if (e instanceof ConnectException) {
      return "连接被拒绝";
    }
    if (e instanceof InterruptedIOException) {
      return "超时";
    }
    return "连接中断";
  }
}
