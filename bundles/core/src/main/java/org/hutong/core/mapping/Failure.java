package org.hutong.core.mapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in its file a mapping failed.
 *
 * @param field of the result; null where it is not known
 * @param expression the line as it is written, so without data; null where it is not known
 */
public record Failure(@Nullable String field, @Nullable String expression) {
  private static final Pattern LINE = Pattern.compile("第([0-9]+)行");
  private static final Pattern MISSING = Pattern.compile("缺少 ([A-Za-z0-9_.]+)");
  private static final Pattern TABLE = Pattern.compile("代码表 (\\S+?)( 中|$)");
  private static final Pattern FIELD = Pattern.compile("[\"']([^\"']+)[\"']\\s*:");
  private static final int LONGEST = 160;

  /** What a reason says of the place: a line, the name that was needed, or a code table. */
  public static Failure of(Path folder, String file, String reason) {
    List<String> lines;
    try {
      lines = Files.readString(folder.resolve(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return new Failure(null, null);
    }
    Matcher line = LINE.matcher(reason);
    if (line.find()) {
      int number = Integer.parseInt(line.group(1));
      return number <= lines.size() ? at(lines.get(number - 1)) : new Failure(null, null);
    }
    Matcher named = MISSING.matcher(reason);
    Matcher table = TABLE.matcher(reason);
    String wanted =
        named.find()
            ? "\"" + named.group(1) + "\""
            : table.find() ? "$codes(\"" + table.group(1) + "\"" : null;
    return lines.stream()
        .filter(each -> wanted != null && each.contains(wanted))
        .findFirst()
        .map(Failure::at)
        .orElse(new Failure(null, null));
  }

  private static Failure at(String line) {
    Matcher field = FIELD.matcher(line);
    String text = line.strip();
    return new Failure(
        field.find() ? field.group(1) : null,
        text.length() > LONGEST ? text.substring(0, LONGEST) : text);
  }
}
