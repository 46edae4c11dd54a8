package ${package}.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.support.BoundedCalls;
import org.jspecify.annotations.Nullable;

/**
 * One line there, one line back, UTF-8: {@code WORD name=value&name=value}, the values encoded as
 * in a web form. {@link BoundedCalls} runs it on a thread of its own and calls {@link #abort()}
 * when the time is up or the lane has given up.
 */
final class Exchange implements BoundedCalls.Call<@Nullable String> {
  /** An answer that does not end is no answer. */
  private static final int MOST_BYTES = 8192;

  private final ${className}Settings settings;
  private final String line;
  private final Socket socket = new Socket();

  Exchange(${className}Settings settings, String word, Map<String, String> fields) {
    this.settings = settings;
    this.line =
        fields.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&", word + " ", "\n"));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public @Nullable String run() throws NotSent {
    try (socket) {
      connect();
      socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
      return answer(socket.getInputStream());
    } catch (IOException e) {
      // From here on something may have left.
      return null;
    }
  }

  private void connect() throws NotSent {
    try {
      int limit = Math.toIntExact(settings.connect().toMillis());
      socket.connect(new InetSocketAddress(settings.host(), settings.port()), limit);
    } catch (IOException e) {
      throw new NotSent("连接不上对方", e);
    }
  }

  private static @Nullable String answer(InputStream in) throws IOException {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    for (int each = in.read(); each >= 0 && heard.size() < MOST_BYTES; each = in.read()) {
      if (each == '\n') {
        return heard.toString(StandardCharsets.UTF_8);
      }
      heard.write(each);
    }
    return null;
  }

  @Override
  public void abort() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed for us either way.
    }
  }

  @Override
  public @Nullable String abandoned() {
    return null;
  }
}
