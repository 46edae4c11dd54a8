package org.hutong.itests.parity;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks for the made-up persons in every byte of files, in the encodings that text comes in. */
final class Search {
  static final List<Charset> CHARSETS =
      List.of(
          StandardCharsets.UTF_8,
          StandardCharsets.UTF_16LE,
          StandardCharsets.UTF_16BE,
          Charset.forName("GB18030"));

  private static final int PHONE = 11;
  private static final int ID_BODY = 17;
  private static final List<String> WORDS =
      List.of(Marked.IN_NAMES, Marked.IN_ADDRESSES, Marked.IN_STORIES);

  private final Set<String> phones = new HashSet<>();
  private final Set<String> ids = new HashSet<>();
  private final List<String> patterns = new ArrayList<>();
  private long bytes;

  Search(Marked marked) {
    for (String number : marked.numbers()) {
      if (number.length() == PHONE) {
        phones.add(number);
      } else {
        ids.add(number.substring(0, ID_BODY));
      }
    }
    for (String word : WORDS) {
      for (Charset charset : CHARSETS) {
        patterns.add(new String(word.getBytes(charset), StandardCharsets.ISO_8859_1));
      }
    }
  }

  /** How much was read. */
  long bytes() {
    return bytes;
  }

  /** The files under a folder that hold something, each with the place. */
  List<String> in(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      // What the database removes meanwhile cannot be copied either.
      if (Files.exists(file)) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        bytes += content.length();
        look(file, content, found);
      }
    }
    return found;
  }

  private void look(Path file, String content, List<String> found) {
    for (String pattern : patterns) {
      int at = content.indexOf(pattern);
      if (at >= 0) {
        found.add(file + " holds a marked word at " + at);
      }
    }
    // Digits have the same byte in UTF-8 and GB18030, and the same with a zero beside it in UTF-16.
    runs(file, content, 1, found);
    runs(file, content, 2, found);
  }

  private void runs(Path file, String content, int step, List<String> found) {
    for (int start = 0; start < step; start++) {
      StringBuilder run = new StringBuilder();
      for (int i = start; i < content.length(); i += step) {
        char c = content.charAt(i);
        if (c >= '0' && c <= '9') {
          run.append(c);
        } else {
          check(file, i, run, found);
          run.setLength(0);
        }
      }
      check(file, content.length(), run, found);
    }
  }

  private void check(Path file, int end, CharSequence run, List<String> found) {
    int length = run.length();
    if (length < PHONE) {
      return;
    }
    // Somewhere inside a longer number eleven digits would sooner or later match by chance.
    boolean phone =
        phones.contains(run.subSequence(0, PHONE).toString())
            || phones.contains(run.subSequence(length - PHONE, length).toString());
    boolean id = false;
    for (int i = 0; i + ID_BODY <= length && !id; i++) {
      id = ids.contains(run.subSequence(i, i + ID_BODY).toString());
    }
    if (id || phone) {
      found.add(file + " holds " + (id ? "an identity number" : "a phone") + " before " + end);
    }
  }
}
