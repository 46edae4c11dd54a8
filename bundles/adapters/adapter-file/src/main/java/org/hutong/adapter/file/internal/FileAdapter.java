package org.hutong.adapter.file.internal;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.hutong.adapter.support.BoundedCalls;
import org.hutong.adapter.support.Trees;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.jspecify.annotations.Nullable;

/** Exchanges files with one system: puts documents there, fetches records. */
final class FileAdapter implements SystemAdapter, RecordSource {
  private static final Duration HEALTH_LIMIT = Duration.ofSeconds(4);

  private final FileSettings settings;
  private final Place place;
  private final BoundedCalls calls;
  private final Clock clock;

  FileAdapter(FileSettings settings, Place place, BoundedCalls calls, Clock clock) {
    this.clock = clock;
    this.settings = settings;
    this.place = place;
    this.calls = calls;
  }

  @Override
  public Outcome deliver(Document document, Context context) throws NotSent, InterruptedException {
    FileSettings.Out out = settings.out();
    if (out == null) {
      return new Outcome.Rejected("OPERATION", "该系统只提供数据，不接收办件");
    }
    if (document.operation() == Operation.STATUS) {
      return calls.call(context.timeLimit(), new Asking(out, document, context));
    }
    byte[] bytes;
    try {
      bytes = out.format().write(List.of(values(out, document)));
    } catch (Format.DoesNotFit e) {
      return e.encoding()
          ? new Outcome.NeedsPerson(Trees.sheet(document.content(), out.labels()))
          : new Outcome.Rejected("CONTENT", "字段 " + e.getMessage() + " 放不进该系统的文件");
    } catch (IllegalArgumentException e) {
      return new Outcome.Rejected("CONTENT", e.getMessage());
    }
    Receipts receipts = new Receipts(out, clock);
    String file = receipts.file(document.key());
    return calls.call(context.timeLimit(), new Putting(place, receipts, file, bytes, context));
  }

  private static Map<String, String> values(FileSettings.Out out, Document document) {
    Map<String, String> values = new LinkedHashMap<>();
    document
        .content()
        .forEach(
            (name, value) -> {
              if (!out.format().fields().contains(name)) {
                throw new IllegalArgumentException("映射结果的 " + name + " 不在文件的字段中");
              }
              if (value instanceof Map || value instanceof List) {
                throw new IllegalArgumentException("映射结果的 " + name + " 不是单个值");
              }
              values.put(name, text(value));
            });
    if (out.keyField() != null) {
      values.put(out.keyField(), document.key().text());
    }
    return values;
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  @Override
  public LookUp lookUp(DeliveryKey key, Context context) throws InterruptedException {
    FileSettings.Out out = settings.out();
    if (out == null) {
      return new LookUp.CannotTell("该系统不接收办件");
    }
    try {
      return calls.call(context.timeLimit(), new Looking(out, key));
    } catch (NotSent e) {
      return new LookUp.CannotTell(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Batch fetch(@Nullable Cursor after, int limit, Context context)
      throws Unavailable, InterruptedException {
    FileSettings.In in = settings.in();
    if (in == null) {
      throw new Unavailable("该系统没有配置取数（in）");
    }
    try {
      Pickup.Result result =
          calls.call(context.timeLimit(), new Pickup(place, in, after, limit, clock));
      if (result.batch() == null) {
        throw new Unavailable(result.reason());
      }
      return result.batch();
    } catch (NotSent e) {
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Duration settleTime() {
    return settings.out() == null ? Duration.ZERO : settings.out().settle();
  }

  @Override
  public boolean resendIsSafe() {
    return settings.out() != null && settings.out().resendIsSafe();
  }

  @Override
  public Health health() {
    try {
      return calls.call(HEALTH_LIMIT, new Glance());
    } catch (NotSent e) {
      return Health.down(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.down("检查被中断");
    }
  }

  @Override
  public void close() {
    calls.close();
    place.close();
  }

  /** Asks for the receipt of a file that was put there earlier. */
  private final class Asking extends Exchange<Outcome> {
    private final FileSettings.Out out;
    private final Document document;
    private final Context context;

    Asking(FileSettings.Out out, Document document, Context context) {
      super(place);
      this.out = out;
      this.document = document;
      this.context = context;
    }

    @Override
    Outcome work(Place.Visit visit) throws IOException {
      String token = String.valueOf(document.token());
      Receipts receipts = new Receipts(out, clock);
      if (!token.matches("[A-Za-z0-9_.-]{1,120}")) {
        return new Outcome.Rejected("TOKEN", "不是本系统的回执凭据");
      }
      return receipts
          .outcome(visit, token, context)
          .orElseGet(() -> new Outcome.Pending(token, out.ask()));
    }

    @Override
    Outcome failed(IOException e) {
      return new Outcome.RetryLater("读不到回执文件夹", out.ask());
    }

    @Override
    public Outcome abandoned() {
      return new Outcome.RetryLater("文件服务器在时限内没有答复", out.ask());
    }
  }

  private final class Looking extends Exchange<LookUp> {
    private final FileSettings.Out out;
    private final DeliveryKey key;

    Looking(FileSettings.Out out, DeliveryKey key) {
      super(place);
      this.out = out;
      this.key = key;
    }

    @Override
    LookUp work(Place.Visit visit) throws IOException {
      Receipts receipts = new Receipts(out, clock);
      String file = receipts.file(key);
      Optional<Map<String, String>> said = receipts.read(visit, file);
      if (said.isPresent() && !receipts.good(said.get())) {
        return new LookUp.CannotTell("系统已退回该文件");
      }
      String number = said.map(fields -> fields.getOrDefault("receipt", "")).orElse("");
      if (!number.isEmpty()) {
        return new LookUp.Found(number);
      }
      if (receipts.hasBegun(visit, file)) {
        return new LookUp.CannotTell("系统的回执尚未写完，或还没有编号");
      }
      String path = out.folder() + "/" + file;
      if (visit.exists(path + Marker.SUFFIX)) {
        return new LookUp.CannotTell("文件已放入，系统尚未给回执");
      }
      // What is not there may have been taken away: its receipt may come hours later.
      return Putting.wasCutOff(visit, path)
          ? new LookUp.Absent()
          : new LookUp.CannotTell("没有文件也没有回执，可能已被取走");
    }

    @Override
    LookUp failed(IOException e) {
      return new LookUp.CannotTell("读不到交换文件夹");
    }

    @Override
    public LookUp abandoned() {
      return new LookUp.CannotTell("文件服务器在时限内没有答复");
    }
  }

  private final class Glance extends Exchange<Health> {
    Glance() {
      super(place);
    }

    @Override
    Health work(Place.Visit visit) throws IOException {
      if (settings.out() != null) {
        visit.list(settings.out().folder());
        visit.list(settings.out().receipts());
      }
      if (settings.in() != null) {
        visit.list(settings.in().folder());
        visit.list(settings.in().archive());
      }
      return Health.up("交换文件夹可用");
    }

    @Override
    Health failed(IOException e) {
      return Health.down("交换文件夹缺少约定的子文件夹，或无权读取");
    }

    @Override
    public Health abandoned() {
      return Health.down("文件服务器在时限内没有答复");
    }
  }
}
