package org.hutong.adapter.tck.bad;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.Holdings;
import org.hutong.adapter.HoldingsSource;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.Unavailable;
import org.hutong.adapter.support.BoundedCalls;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.DeliveryKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A right adapter to {@link Book}, wrong in one place. */
final class FlawedAdapter implements SystemAdapter, HoldingsSource {
  private static final Logger log = LoggerFactory.getLogger(FlawedAdapter.class);
  private static final Duration HEALTH_LIMIT = Duration.ofSeconds(3);

  private final Flaw flaw;
  private final int port;
  private final String password;
  private final BoundedCalls calls = new BoundedCalls("hutong-flawed");
  private volatile String last = "";
  private volatile boolean closed;

  FlawedAdapter(Flaw flaw, int port, String password) {
    this.flaw = flaw;
    this.port = port;
    this.password = password;
  }

  @Override
  public Outcome deliver(Document document, Context context) throws NotSent, InterruptedException {
    String name = String.valueOf(document.content().get("name"));
    if (flaw == Flaw.LOGS_ITS_PASSWORD) {
      log.debug("Sending with {}", password);
    }
    Duration limit = context.timeLimit();
    if (flaw == Flaw.WAITS_FOR_EVER) {
      limit = Duration.ofHours(1);
    }
    try {
      return outcome(ask(words(document, name), limit), name);
    } catch (InterruptedException e) {
      if (flaw != Flaw.SWALLOWS_THE_INTERRUPT) {
        throw e;
      }
      return new Outcome.Unknown("");
    } catch (NotSent e) {
      if (flaw == Flaw.HIDES_A_REFUSED_CONNECTION) {
        return new Outcome.RetryLater("", Duration.ofSeconds(1));
      }
      if (flaw == Flaw.SENDS_AFTER_CLOSE && closed) {
        return outcome(new Question(words(document, name)).run(), name);
      }
      throw e;
    }
  }

  private String words(Document document, String name) {
    String verb = flaw == Flaw.WRITES_OVER_WHAT_IS_NEWER ? "OVER" : "PUT";
    String key = document.key().text();
    if (flaw == Flaw.SENDS_WITHOUT_THE_KEY) {
      verb = "OVER";
    }
    String code = String.valueOf(document.content().get("code"));
    if (flaw == Flaw.MAKES_NUMBERS_OF_CODES) {
      code = String.valueOf(Long.parseLong(code));
    }
    return String.join("\t", verb, password, key, document.key().caseNumber(), name, code);
  }

  private Outcome outcome(@Nullable String answer, String name) throws NotSent {
    if (answer == null) {
      return switch (flaw) {
        case TAKES_A_LOST_ANSWER_FOR_SUCCESS -> new Outcome.Delivered(UUID.randomUUID().toString());
        case TAKES_A_LOST_ANSWER_FOR_NOT_SENT -> throw new NotSent("no answer");
        case SAYS_NOT_SENT_WHEN_STOPPED -> closed ? notSent() : new Outcome.Unknown("no answer");
        case NAMES_PERSONS_IN_REASONS -> new Outcome.Unknown("no answer for " + name);
        default -> new Outcome.Unknown("no answer");
      };
    }
    String before = last;
    last = answer.substring(answer.indexOf('\t') + 1);
    if (flaw == Flaw.MIXES_UP_RECEIPTS && !before.isEmpty()) {
      return new Outcome.Delivered(before);
    }
    if (flaw == Flaw.SAYS_NOT_SENT_WHEN_STOPPED && closedSoon()) {
      return notSent();
    }
    return new Outcome.Delivered(answer.substring(answer.indexOf('\t') + 1));
  }

  private boolean closedSoon() {
    long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
    while (!closed && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return closed;
  }

  private static Outcome notSent() throws NotSent {
    throw new NotSent("stopped");
  }

  private @Nullable String ask(String words, Duration limit) throws NotSent, InterruptedException {
    String answer = calls.call(limit, new Question(words));
    return answer == null && flaw == Flaw.RETRIES_BY_ITSELF
        ? calls.call(limit, new Question(words))
        : answer;
  }

  @Override
  public LookUp lookUp(DeliveryKey key, Context context) throws InterruptedException {
    try {
      String answer = ask("GET\t" + password + "\t" + key.text(), context.timeLimit());
      if (answer != null && answer.startsWith("FOUND\t")) {
        return new LookUp.Found(answer.substring(6));
      }
      if (answer != null) {
        return flaw == Flaw.FINDS_WHAT_WAS_NEVER_SENT
            ? new LookUp.Found("BOOK0")
            : new LookUp.Absent();
      }
      return new LookUp.CannotTell("no answer");
    } catch (NotSent e) {
      return flaw == Flaw.SAYS_ABSENT_WHEN_IT_COULD_NOT_ASK
          ? new LookUp.Absent()
          : new LookUp.CannotTell("no connection");
    }
  }

  @Override
  public boolean listsHoldings() {
    return true;
  }

  /** The cursor is how many were given. */
  @Override
  public Holdings holdings(
      Instant from, Instant to, @Nullable Cursor after, int limit, Context context)
      throws Unavailable, InterruptedException {
    long since = flaw == Flaw.LISTS_WITHOUT_A_PERIOD ? 0 : from.toEpochMilli();
    long until = flaw == Flaw.LISTS_WITHOUT_A_PERIOD ? Long.MAX_VALUE : to.toEpochMilli();
    String which = flaw == Flaw.LISTS_EVERY_WRITE ? "ALL" : "NEWEST";
    String words = String.join("\t", "LIST", password, "" + since, "" + until, which);
    String answer;
    try {
      answer = ask(words, context.timeLimit());
    } catch (NotSent e) {
      answer = null;
    }
    if (answer == null) {
      if (flaw == Flaw.LISTS_NOTHING_WHEN_IT_COULD_NOT_ASK) {
        return new Holdings(List.of(), null);
      }
      throw new Unavailable("no answer");
    }
    List<Holdings.Holding> all = new ArrayList<>();
    for (String line : answer.substring("LIST\t".length()).split("\t")) {
      if (!line.isEmpty()) {
        String[] said = line.split(",");
        int revision = DeliveryKey.parse(said[0]).revision();
        all.add(new Holdings.Holding(said[0], said[1], revision, false, null));
      }
    }
    int begin = after == null ? 0 : Integer.parseInt(after.value());
    int end = Math.min(all.size(), begin + limit);
    boolean last = end == all.size() || flaw == Flaw.LISTS_ITS_FIRST_PAGE_ONLY;
    return new Holdings(all.subList(begin, end), last ? null : new Cursor("" + end));
  }

  @Override
  public Duration settleTime() {
    return flaw == Flaw.FORGETS_THE_SETTLE_TIME ? Duration.ZERO : Duration.ofSeconds(1);
  }

  @Override
  public boolean resendIsSafe() {
    return flaw != Flaw.FORGETS_THE_SETTLE_TIME;
  }

  @Override
  public Health health() {
    if (flaw == Flaw.ALWAYS_HEALTHY) {
      return Health.up("fine");
    }
    try {
      return ask("PING", HEALTH_LIMIT) == null ? Health.down("silent") : Health.up("answers");
    } catch (NotSent e) {
      return Health.down("no connection");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.down("interrupted");
    }
  }

  @Override
  public void close() {
    closed = true;
    calls.close();
  }

  /** One line there, one line back; null when none comes. */
  private final class Question implements BoundedCalls.Call<@Nullable String> {
    private final String words;
    private volatile @Nullable Socket socket;

    Question(String words) {
      this.words = words;
    }

    @Override
    public @Nullable String run() throws NotSent {
      Charset writing =
          flaw == Flaw.WRITES_IN_THE_SYSTEMS_OLD_CHARACTER_SET
              ? Charset.forName("GB2312")
              : StandardCharsets.UTF_8;
      try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket = open;
        open.getOutputStream().write((words + "\n").getBytes(writing));
        open.getOutputStream().flush();
        return new BufferedReader(new InputStreamReader(open.getInputStream(), writing)).readLine();
      } catch (ConnectException e) {
        throw new NotSent("no connection", e);
      } catch (IOException e) {
        return null;
      }
    }

    @Override
    public void abort() {
      Socket open = socket;
      if (open != null) {
        try {
          open.close();
        } catch (IOException e) {
          log.debug("Closing failed");
        }
      }
    }

    @Override
    public @Nullable String abandoned() {
      return null;
    }
  }
}
