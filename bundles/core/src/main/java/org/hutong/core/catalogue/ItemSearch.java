package org.hutong.core.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;

/**
 * Finds items by what people say: the code, the name, the words of the standard, and the initials
 * of all these. The nearest come first: the very word, then a word that begins with it, then one
 * that holds it, then a sentence that holds the word.
 */
final class ItemSearch {
  private static final int EXACT = 0;
  private static final int BEGINS = 1;
  private static final int HOLDS = 2;
  private static final int INITIALS = 3;
  private static final int SENTENCE = 4;
  private static final int CLASS = 5;

  private record Words(List<String> said, List<String> initials, String category) {}

  private final Map<ItemRef, Words> words = new HashMap<>();

  ItemSearch(Collection<Item> items) {
    for (Item item : items) {
      List<String> said =
          Stream.concat(Stream.of(item.ref().code(), item.name()), item.words().stream())
              .map(ItemSearch::plain)
              .distinct()
              .toList();
      List<String> initials = said.stream().map(Initials::of).filter(i -> i.length() > 1).toList();
      words.put(item.ref(), new Words(said, initials, plain(item.categoryName())));
    }
  }

  private static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** Those that answer to the text, nearest first; of equals the order stays. */
  List<Item> find(Collection<Item> items, String text) {
    record Hit(Item item, int rank) {}
    String wanted = plain(text);
    List<Hit> hits = new ArrayList<>();
    for (Item item : items) {
      rank(words.get(item.ref()), wanted).ifPresent(rank -> hits.add(new Hit(item, rank)));
    }
    hits.sort(Comparator.comparingInt(Hit::rank));
    return hits.stream().map(Hit::item).toList();
  }

  private static OptionalInt rank(Words words, String wanted) {
    int best = Integer.MAX_VALUE;
    for (String word : words.said()) {
      best = Math.min(best, rank(word, wanted));
    }
    if (best > INITIALS && wanted.matches("[a-z]{2,}")) {
      boolean begins = words.initials().stream().anyMatch(i -> i.startsWith(wanted));
      best = begins ? INITIALS : best;
    }
    if (best > CLASS && words.category().contains(wanted)) {
      best = CLASS;
    }
    return best == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(best);
  }

  private static int rank(String word, String wanted) {
    if (word.equals(wanted)) {
      return EXACT;
    }
    if (word.startsWith(wanted)) {
      return BEGINS;
    }
    if (word.contains(wanted)) {
      return HOLDS;
    }
    // 我想办大病救助
    return word.length() > 1 && wanted.contains(word) ? SENTENCE : Integer.MAX_VALUE;
  }
}
