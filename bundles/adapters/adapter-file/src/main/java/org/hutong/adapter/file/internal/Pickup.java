package org.hutong.adapter.file.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hutong.adapter.Batch;
import org.hutong.kernel.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the records of whole files, by name. A file counts when its marker agrees with it, or
 * where there are none once it has stood still; it is put into the archive only when the cursor
 * behind its last row comes back.
 */
final class Pickup extends Exchange<Pickup.Result> {
  private static final int MARKER_BYTES = 1024;
  private static final Pattern AT = Pattern.compile("(.+)~([0-9a-f]{8})~([0-9]{1,9})");
  private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
  private static final String MONTH = "uuuuMM";
  private static final Pattern SAFE = Pattern.compile("(?!\\.)[\\p{L}\\p{M}\\p{N} ._()（）-]{1,150}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,150}");

  private static final String LATE = "文件服务器在时限内没有答复";
  private static final long POLL_MILLIS = 100;

  /**
   * A file that is read takes the most memory of all that this bundle does, and the limits are for
   * one: of all feeds together only one is read, in turn.
   */
  private static final Semaphore ONE_AT_A_TIME = new Semaphore(1, true);

  /** A batch, or why there is none. */
  record Result(@Nullable Batch batch, String reason) {}

  /**
   * How far a file was taken.
   *
   * @param file its name, as far as a cursor can say it
   */
  private record Position(String file, String print, int rows) {
    boolean isIn(String name) {
      return file.equals(said(name));
    }

    /** A cursor has plain letters only; of another name it knows the hash. */
    static String said(String name) {
      return PLAIN.matcher(name).matches()
          ? name
          : "~" + Marker.md5(name.getBytes(StandardCharsets.UTF_8));
    }
  }

  private final FileSettings.In in;
  private final @Nullable Cursor after;
  private final int limit;
  private final Clock clock;
  private final List<Batch.Refused> refused = new ArrayList<>();

  Pickup(Place place, FileSettings.In in, @Nullable Cursor after, int limit, Clock clock) {
    super(place);
    this.in = in;
    this.clock = clock;
    this.after = after;
    this.limit = limit;
  }

  @Override
  Result work(Place.Visit visit) throws IOException {
    Position taken = position();
    List<String> names = visit.list(in.folder());
    for (String name : names) {
      Matcher named = in.names().matcher(name);
      Batch batch = named.matches() ? next(visit, names, named, taken) : null;
      if (batch != null) {
        return new Result(batch, "");
      }
    }
    return new Result(new Batch(List.of(), refused, after, false), "");
  }

  /** The next rows of one file; null when it gives none now. */
  private @Nullable Batch next(
      Place.Visit visit, List<String> names, Matcher named, @Nullable Position taken)
      throws IOException {
    String name = named.group();
    String path = in.folder() + "/" + name;
    byte[] bytes;
    byte[] marker;
    try {
      if (!isWhole(visit, names, name) || isHeld(named)) {
        return null;
      }
      bytes = visit.read(path, in.mostBytes());
      marker = in.marked() ? visit.read(path + Marker.SUFFIX, MARKER_BYTES) : new byte[0];
    } catch (Place.TooLarge e) {
      refused.add(new Batch.Refused(name, "文件大于允许的 " + in.mostBytes() + " 字节，或其 .ok 标记过大"));
      return null;
    } catch (IOException e) {
      // When it is the place that fails, it fails here again; a file that is gone says nothing.
      if (visit.list(in.folder()).contains(name)) {
        refused.add(new Batch.Refused(name, "读不到这个文件，可能无权读取或被占用"));
      }
      return null;
    }
    return rows(visit, new Contents(name, bytes, marker), taken);
  }

  /** A file as it lies there. */
  private record Contents(String name, byte[] bytes, byte[] marker) {}

  /** Whether nobody writes to it any more. */
  private boolean isWhole(Place.Visit visit, List<String> names, String name) throws IOException {
    return in.marked()
        ? names.contains(name + Marker.SUFFIX)
        : !visit.modified(in.folder() + "/" + name).isAfter(clock.instant().minus(in.still()));
  }

  /** Whether its name says that it is not to be read, and why. */
  private boolean isHeld(Matcher named) {
    String name = named.group();
    if (isStale(named)) {
      refused.add(new Batch.Refused(name, "文件名中的日期不对，或已超过 " + in.mostAge().getDays() + " 天，不再汇入"));
      return true;
    }
    if (!SAFE.matcher(name).matches()) {
      refused.add(new Batch.Refused(name, "文件名只能用文字、数字、空格、点、横线、下划线和圆括号，不以点开头，不超过 150 个字"));
      return true;
    }
    return false;
  }

  /** Whether a file is of a day, or a month, too long ago. */
  private boolean isStale(Matcher named) {
    if (in.mostAge().isZero()) {
      return false;
    }
    String date = String.valueOf(named.group("date"));
    try {
      LocalDate day =
          date.length() == MONTH.length()
              ? YearMonth.parse(date, DateTimeFormatter.ofPattern(MONTH)).atEndOfMonth()
              : LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE);
      return day.isBefore(LocalDate.now(clock.withZone(BEIJING)).minus(in.mostAge()));
    } catch (DateTimeException e) {
      return true;
    }
  }

  private @Nullable Position position() {
    if (after == null) {
      return null;
    }
    Matcher at = AT.matcher(after.value());
    return at.matches()
        ? new Position(at.group(1), at.group(2), Integer.parseInt(at.group(3)))
        : null;
  }

  /** The file's next rows; null when it is not to be taken, or was and lies in the archive now. */
  private @Nullable Batch rows(Place.Visit visit, Contents file, @Nullable Position taken)
      throws IOException {
    Read read;
    await();
    try {
      read = read(file, taken);
    } finally {
      ONE_AT_A_TIME.release();
    }
    if (read.isKept()) {
      archive(visit, file.name(), read.print());
    }
    return read.batch();
  }

  private void await() throws IOException {
    try {
      while (!ONE_AT_A_TIME.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        if (isAborted()) {
          throw new InterruptedIOException(LATE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(LATE);
    }
  }

  /**
   * What a file gives now.
   *
   * @param batch null when it gives nothing
   * @param isKept whether all of it has been taken
   */
  private record Read(@Nullable Batch batch, boolean isKept, String print) {
    static final Read NOTHING = new Read(null, false, "");
  }

  private Read read(Contents file, @Nullable Position taken) {
    String name = file.name();
    Format.Parsed parsed = in.format().read(name, file.bytes());
    Marker marker = Marker.of(name, parsed.lines(), file.bytes());
    if (in.marked() && !marker.matches(file.marker())) {
      refused.add(new Batch.Refused(name, "与 .ok 标记的文件名、行数或 MD5 不符，等待重传"));
      return Read.NOTHING;
    }
    boolean whole = parsed.bad().stream().anyMatch(bad -> bad.place().equals(name));
    if (whole) {
      refused.addAll(parsed.bad());
      return Read.NOTHING;
    }
    String print = marker.md5().substring(0, 8);
    int from = taken != null && taken.isIn(name) && taken.print().equals(print) ? taken.rows() : 0;
    boolean kept = from > 0 || taken != null && taken.isIn(name) && parsed.good().isEmpty();
    return kept && from >= parsed.good().size()
        ? new Read(null, true, print)
        : new Read(rows(name, parsed, print, from), false, print);
  }

  private Batch rows(String name, Format.Parsed parsed, String print, int from) {
    List<Batch.Row> rows = new ArrayList<>();
    if (from == 0) {
      refused.addAll(parsed.bad());
    }
    int to = Math.min(parsed.good().size(), from + limit);
    for (Format.Line line : parsed.good().subList(from, to)) {
      List<String> parts =
          in.key().stream().map(each -> line.fields().getOrDefault(each, "").strip()).toList();
      String place = name + ":" + line.number();
      if (parts.stream().allMatch(String::isEmpty)) {
        refused.add(new Batch.Refused(place, "缺少主键 " + String.join("/", in.key())));
      } else {
        Map<String, String> fields = new LinkedHashMap<>(line.fields());
        fields.keySet().removeAll(in.skip());
        rows.add(new Batch.Row(String.join("/", parts), place, fields));
      }
    }
    return new Batch(rows, refused, new Cursor(Position.said(name) + "~" + print + "~" + to), true);
  }

  /** The marker goes first: whoever looks in between sees a file that is not ready. */
  private void archive(Place.Visit visit, String name, String print) throws IOException {
    String kept = in.archive() + "/" + name;
    String to = visit.exists(kept) ? free(visit, kept + "." + print) : free(visit, kept);
    if (in.marked()) {
      visit.move(in.folder() + "/" + name + Marker.SUFFIX, to + Marker.SUFFIX);
    }
    visit.move(in.folder() + "/" + name, to);
  }

  @Override
  Result failed(IOException e) {
    return new Result(null, isAborted() ? LATE : "读不到交换文件夹，或文件过大");
  }

  @Override
  public Result abandoned() {
    return new Result(null, LATE);
  }
}
