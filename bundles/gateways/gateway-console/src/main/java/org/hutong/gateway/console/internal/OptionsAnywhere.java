package org.hutong.gateway.console.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.parsing.CommandLineImpl;
import org.apache.karaf.shell.support.parsing.DefaultParser;

/**
 * Takes options also after the arguments, as in {@code token-add hub --json}: Karaf's own reader
 * stops looking for options at the first argument. Words in quotes are never options.
 */
@Service
public final class OptionsAnywhere extends DefaultParser {
  static final Set<String> WITHOUT_VALUE =
      Set.of(
          "--json",
          "--no-unit",
          "--help",
          "--accept",
          "--definitions",
          "--dry-run",
          "--give-back",
          "--held",
          "--mend",
          "--records",
          "--states");

  /**
   * For the tab key Karaf cuts the spaces before the cursor, with which a new word begins, and
   * wants that word, empty as it is.
   */
  @Override
  public CommandLine parse(Session session, String command, int cursor) {
    String whole = command + " ".repeat(Math.max(0, cursor - command.length()));
    CommandLine line = super.parse(session, whole, cursor);
    int word = line.getCursorArgumentIndex();
    if (word < line.getArguments().length) {
      return line;
    }
    String[] words = Arrays.copyOf(line.getArguments(), word + 1);
    words[word] = "";
    return new CommandLineImpl(words, word, 0, line.getBufferPosition(), line.getBuffer());
  }

  @Override
  public String preprocess(Session session, CommandLine line) {
    return String.join(" ", optionsFirst(List.of(line.getArguments())));
  }

  /** The command, its options with their values, then the rest, each in the order given. */
  static List<String> optionsFirst(List<String> words) {
    List<String> options = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        rest.add(word);
        continue;
      }
      options.add(word);
      boolean valueFollows = !WITHOUT_VALUE.contains(word) && !word.contains("=");
      if (valueFollows && i + 1 < words.size()) {
        options.add(words.get(++i));
      }
    }
    List<String> all = new ArrayList<>(words.subList(0, Math.min(1, words.size())));
    all.addAll(options);
    all.addAll(rest);
    return all;
  }
}
