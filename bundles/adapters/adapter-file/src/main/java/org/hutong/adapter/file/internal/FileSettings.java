package org.hutong.adapter.file.internal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.Settings;
import org.jspecify.annotations.Nullable;

/**
 * One system's settings, read and checked; the README beside this bundle says what each means.
 *
 * @param local the folder, when it is one of this machine
 * @param out null when nothing is sent there
 * @param in null when nothing is fetched there
 */
record FileSettings(
    Path local, SftpPlace.@Nullable Target sftp, @Nullable Out out, @Nullable In in) {
  private static final Pattern FOLDER = Pattern.compile("[^/\\\\.][^/\\\\]*(/[^/\\\\.][^/\\\\]*)*");
  private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");
  private static final int PORT = 22;

  /**
   * How documents are put there.
   *
   * @param still how long a receipt without an end of line has stood before it counts as whole
   */
  record Out(
      String folder,
      String receipts,
      Format format,
      String suffix,
      @Nullable String keyField,
      Set<String> good,
      Duration answer,
      Duration ask,
      Duration settle,
      Duration still,
      boolean resendIsSafe,
      Map<String, String> labels) {}

  /**
   * How records are fetched there.
   *
   * @param key the fields that are the record's key together
   * @param marked whether a file counts only with its marker; else once it stood still so long
   * @param mostAge of the date in a file's name; zero for any
   * @param skip fields that are let go of at once
   */
  record In(
      String folder,
      String archive,
      Pattern names,
      List<String> key,
      Format format,
      int mostBytes,
      boolean marked,
      Duration still,
      Period mostAge,
      Set<String> skip) {}

  static FileSettings read(SystemConfig config) throws InvalidConfig {
    Settings settings = new Settings("settings", config.settings());
    Settings place = settings.section("place");
    SftpPlace.Target sftp = place.has("host") ? target(place, config) : null;
    Path local = sftp == null ? Path.of(place.required("folder")) : config.folder();
    if (sftp == null && !local.isAbsolute()) {
      throw place.wrong("folder", "应为绝对路径");
    }
    place.done();
    Out out = settings.has("out") ? out(settings.section("out")) : null;
    In in = settings.has("in") ? in(settings.section("in")) : null;
    if (out == null && in == null) {
      throw settings.wrong("out", "out 与 in 至少要有一项");
    }
    settings.done();
    return new FileSettings(local, sftp, out, in);
  }

  private static SftpPlace.Target target(Settings place, SystemConfig config) throws InvalidConfig {
    Set<String> keys = new LinkedHashSet<>(place.texts("hostKeys"));
    if (keys.isEmpty() || !keys.stream().allMatch(key -> FINGERPRINT.matcher(key).matches())) {
      throw place.wrong("hostKeys", "应为主机密钥指纹 SHA256:… 的列表");
    }
    if (!config.secrets().containsKey("password") && !config.secrets().containsKey("key")) {
      throw new InvalidConfig("secrets", "应有密钥引用 password 或 key");
    }
    return new SftpPlace.Target(
        place.required("host"),
        place.number("port", PORT, 1, 65_535),
        place.required("user"),
        place.text("folder").orElse(""),
        keys,
        place.seconds("connectSeconds", 5, 1, 60));
  }

  private static Out out(Settings out) throws InvalidConfig {
    Out read =
        new Out(
            folder(out, "folder", "in"),
            folder(out, "receipts", "receipt"),
            format(out),
            out.text("suffix").orElse(".csv"),
            out.text("keyField").orElse(null),
            Set.copyOf(out.has("ok") ? out.texts("ok") : List.of("0")),
            out.seconds("answerSeconds", 0, 0, 300),
            out.seconds("askSeconds", 300, 1, 86_400),
            out.seconds("settleSeconds", 600, 1, 86_400),
            out.seconds("stillSeconds", 10, 1, 86_400),
            out.flag("resendIsSafe", false),
            out.textMap("labels"));
    if (read.format() instanceof SheetFormat sheet && sheet.workbook() instanceof XlsFile) {
      throw out.wrong("format", "只能放入 xlsx，不写旧格式 xls");
    }
    if (read.keyField() != null && !read.format().fields().contains(read.keyField())) {
      throw out.wrong("keyField", "不在 fields 中");
    }
    out.done();
    return read;
  }

  private static In in(Settings in) throws InvalidConfig {
    Pattern names;
    try {
      names = Pattern.compile(in.required("names"));
    } catch (PatternSyntaxException e) {
      throw in.wrong("names", "应为正则表达式");
    }
    In read =
        new In(
            folder(in, "folder", "out"),
            folder(in, "archive", "archive"),
            names,
            List.copyOf(in.texts("key")),
            format(in),
            Room.number(in, "mostBytes", 8 << 20, 16),
            marked(in),
            in.seconds("stillSeconds", 60, 1, 86_400),
            Period.ofDays(in.number("mostAgeDays", 0, 0, 36_500)),
            Set.copyOf(in.texts("skip")));
    if (read.key().isEmpty()) {
      throw in.wrong("key", "缺少配置项");
    }
    if (!read.format().fields().containsAll(read.key())
        || read.key().stream().anyMatch(read.skip()::contains)) {
      throw in.wrong("key", "不在 fields 中，或在 skip 中");
    }
    if (!read.format().fields().containsAll(read.skip())) {
      throw in.wrong("skip", "不在 fields 中");
    }
    if (!read.mostAge().isZero() && !names.pattern().contains("(?<date>")) {
      throw in.wrong("mostAgeDays", "names 中应有 (?<date>…)，即文件名中的日期");
    }
    in.done();
    return read;
  }

  private static boolean marked(Settings in) throws InvalidConfig {
    return switch (in.text("marker").orElse("ok")) {
      case "ok" -> true;
      case "none" -> false;
      default -> throw in.wrong("marker", "应为 ok 或 none");
    };
  }

  private static String folder(Settings settings, String name, String otherwise)
      throws InvalidConfig {
    String folder = settings.text(name).orElse(otherwise);
    if (!FOLDER.matcher(folder).matches()) {
      throw settings.wrong(name, "应为交换文件夹内的相对路径");
    }
    return folder;
  }

  private static Format format(Settings settings) throws InvalidConfig {
    String kind = settings.text("format").orElse("csv");
    return switch (kind) {
      case "xls" -> new SheetFormat(SheetRules.read(settings, names(settings)), new XlsFile());
      case "xlsx" -> new SheetFormat(SheetRules.read(settings, names(settings)), new XlsxFile());
      default -> lines(settings, kind);
    };
  }

  private static Format lines(Settings settings, String kind) throws InvalidConfig {
    Charset charset = settings.charset("encoding").orElse(StandardCharsets.UTF_8);
    // What calls itself GBK sends GB18030: names of persons are written with it.
    if (charset.name().equals("GBK") || charset.name().equals("GB2312")) {
      throw settings.wrong("encoding", "请写 GB18030，它包含 GBK 和 GB2312");
    }
    Encoding encoding = new Encoding(charset);
    return switch (kind) {
      case "csv" -> new CsvFormat(names(settings), encoding, Room.read(settings));
      case "fixed" ->
          new FixedFormat(
              columns(settings), settings.text("sum").orElse(""), encoding, Room.read(settings));
      default -> throw settings.wrong("format", "应为 csv、fixed、xls 或 xlsx");
    };
  }

  private static List<String> names(Settings settings) throws InvalidConfig {
    List<String> names = settings.texts("fields");
    if (names.isEmpty() || Set.copyOf(names).size() < names.size()) {
      throw settings.wrong("fields", "应为不重复的字段名列表");
    }
    return names;
  }

  private static List<FixedFormat.Column> columns(Settings settings) throws InvalidConfig {
    List<FixedFormat.Column> columns = new ArrayList<>();
    Settings widths = settings.section("fields");
    for (String name : widths.names()) {
      columns.add(new FixedFormat.Column(name, widths.number(name, 0, 1, 4000)));
    }
    if (columns.isEmpty()) {
      throw settings.wrong("fields", "应为字段名到字节数的对照");
    }
    return List.copyOf(columns);
  }
}
