package org.hutong.core.rules;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One YAML file as a plain tree that remembers its lines. Read more narrowly than YAML allows,
 * because business people write these files: only {@code true} and {@code false} are booleans (a
 * step's {@code no} is a word), only plain decimals are numbers (a code such as {@code 02} stays a
 * text), dates stay texts, a key stands once, and there are no anchors.
 */
final class YamlFile {
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)\\.[0-9]+");
  private static final int MOST_DEPTH = 40;
  private static final long MOST_BYTES = 1 << 20;

  private final String name;
  private final List<Fault> faults;
  private final Map<String, Integer> lines = new HashMap<>();
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private YamlFile(String name, List<Fault> faults) {
    this.name = name;
    this.faults = faults;
  }

  /** The file's root; null when it cannot be read at all, and the faults say why. */
  static @Nullable Section read(Path file, String name, List<Fault> faults) {
    return new YamlFile(name, faults).root(file);
  }

  private @Nullable Section root(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        fault("", "文件超过 1 MiB");
        return null;
      }
      String text = RuleText.read(file, name, faults);
      if (text == null) {
        return null;
      }
      Node root = yaml().compose(new StringReader(text));
      if (root instanceof MappingNode mapping) {
        return new Section(this, "", map(mapping, "", 0));
      }
      fault("", "文件内容应为“键: 值”");
    } catch (MarkedYAMLException e) {
      faults.add(notYaml(e));
    } catch (YAMLException e) {
      fault("", "不是正确的 YAML");
    } catch (IOException e) {
      fault("", "文件无法读取");
    }
    return null;
  }

  /** The parser's own words are English and of a parser's mind. */
  private Fault notYaml(MarkedYAMLException e) {
    String problem = String.valueOf(e.getProblem());
    Mark mark = e.getProblemMark();
    String reason = "不是正确的 YAML：缩进没有对齐，或括号、引号没有成对";
    if (problem.contains("TAB") || problem.contains("\\t")) {
      reason = "不是正确的 YAML：缩进用了制表符，应改为空格";
    } else if (problem.contains("could not find expected ':'")) {
      mark = e.getContextMark() == null ? mark : e.getContextMark();
      reason = "不是正确的 YAML：键之后应为英文冒号和一个空格";
    } else if (problem.contains("found undefined alias") || problem.contains("unknown anchor")) {
      reason = "不支持锚点引用；以 * 或 & 开头的文字应加引号";
    }
    return new Fault(name, mark == null ? 0 : mark.getLine() + 1, "", reason);
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(1);
    options.setNestingDepthLimit(MOST_DEPTH);
    return new Yaml(new SafeConstructor(options));
  }

  Fault fault(String path, String reason) {
    String at = path;
    while (!at.isEmpty() && !lines.containsKey(at)) {
      at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
    }
    Fault fault = new Fault(name, lines.getOrDefault(at, 0), path, reason);
    faults.add(fault);
    return fault;
  }

  /** Takes one back for which there is a better word. */
  void withdraw(Fault fault) {
    faults.remove(fault);
  }

  private Map<String, Object> map(MappingNode node, String path, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        fault(path, "键应为文字");
        continue;
      }
      String at = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
      lines.putIfAbsent(at, key.getStartMark().getLine() + 1);
      if (map.containsKey(key.getValue())) {
        faults.add(new Fault(name, key.getStartMark().getLine() + 1, at, "键重复"));
        continue;
      }
      map.put(key.getValue(), value(entry.getValueNode(), at, depth + 1));
    }
    return map;
  }

  private @Nullable Object value(Node node, String path, int depth) {
    if (!(node instanceof ScalarNode) && (!seen.add(node) || depth > MOST_DEPTH)) {
      fault(path, "不支持锚点引用或过深的嵌套");
      return null;
    }
    if (node instanceof MappingNode mapping) {
      return map(mapping, path, depth);
    }
    if (node instanceof SequenceNode sequence) {
      List<Object> list = new ArrayList<>();
      for (Node element : sequence.getValue()) {
        String at = path + "[" + list.size() + "]";
        lines.put(at, element.getStartMark().getLine() + 1);
        list.add(value(element, at, depth + 1));
      }
      return list;
    }
    return scalar((ScalarNode) node);
  }

  private static @Nullable Object scalar(ScalarNode node) {
    String text = node.getValue();
    if (!node.isPlain() || node.getTag().equals(Tag.STR)) {
      return text;
    }
    if (node.getTag().equals(Tag.NULL)) {
      return null;
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (INTEGER.matcher(text).matches()) {
      return Long.valueOf(text);
    }
    return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : text;
  }
}
