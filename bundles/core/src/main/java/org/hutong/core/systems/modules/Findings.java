package org.hutong.core.systems.modules;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What speaks against a module file: Chinese sentences, and the bundles it would disturb. */
final class Findings {
  private final List<String> sentences = new ArrayList<>();
  private final TreeSet<String> wouldRefresh = new TreeSet<>();

  void add(String sentence) {
    if (!sentences.contains(sentence)) {
      sentences.add(sentence);
    }
  }

  void wouldRefresh(String symbolicName) {
    wouldRefresh.add(symbolicName);
  }

  boolean none() {
    return sentences.isEmpty() && wouldRefresh.isEmpty();
  }

  List<String> sentences() {
    return List.copyOf(sentences);
  }

  List<String> refreshed() {
    return List.copyOf(wouldRefresh);
  }
}
