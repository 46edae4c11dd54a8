package org.hutong.core.rules;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A compiled JSONata expression, bounded in time and depth; may be used by several threads at once.
 * A single regular expression is one step and is not interrupted.
 *
 * <p>Every evaluation gets a frame of its own, and JSONata writes nothing to a compiled expression.
 * One trap remains: JSONata lets each thread run on the expression that this thread compiled last
 * and keeps that evaluation's variables in it for the time being, where another thread that uses
 * the same expression would inherit them. So {@link #compile} leaves the thread with an expression
 * that nobody else has.
 */
public final class Expression {
  private static final long MOST_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int MOST_DEPTH = 200;
  private static final int LOOK_EVERY = 128;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Pattern CODE = Pattern.compile("[A-Z][0-9]{4}");

  private final String source;
  private final Jsonata compiled;

  private Expression(String source, Jsonata compiled) {
    this.source = source;
    this.compiled = compiled;
  }

  /**
   * Ends one evaluation that takes too long or goes too deep; looks at the clock seldom. What
   * counts is what the thread has worked: that it had to wait for a busy machine is not the
   * document's fault, and must send nobody to a person.
   */
  private static final class Bounds {
    private final long began = System.nanoTime();
    private long worked;
    private int depth;
    private int steps;

    void watch(Frame frame) {
      frame.setEvaluateEntryCallback((expression, input, environment) -> enter());
      frame.setEvaluateExitCallback((expression, input, environment, result) -> depth--);
    }

    private void enter() {
      if (++depth > MOST_DEPTH) {
        throw new NotMapped("表达式嵌套过深");
      }
      if (++steps % LOOK_EVERY == 0) {
        look();
      }
    }

    private void look() {
      if (steps == LOOK_EVERY) {
        worked = THREADS.getCurrentThreadCpuTime();
      } else if (System.nanoTime() - began > MOST_NANOS
          && THREADS.getCurrentThreadCpuTime() - worked > MOST_NANOS) {
        throw new NotMapped("表达式超过时间上限");
      }
    }
  }

  /** Compiles an expression that calls JSONata's own functions only. */
  public static Expression compile(String source) throws BadExpression {
    return compile(source, Map.of());
  }

  /**
   * Compiles; the exception says line and column.
   *
   * @param functions further functions by their names without {@code $}
   */
  public static Expression compile(String source, Map<String, JFunction> functions)
      throws BadExpression {
    try {
      Jsonata compiled = Jsonata.jsonata(source);
      compiled.setValidateInput(false);
      compiled.assign("eval", null); // no text from a document is ever run
      functions.forEach(compiled::registerFunction);
      return new Expression(source, compiled);
    } catch (JException e) {
      throw failed(source, e.getLocation(), "表达式写法有误" + code(e));
    } catch (RuntimeException e) { // the parser fails in many ways on what it does not foresee
      throw new BadExpression(0, "表达式写法有误");
    } finally {
      Jsonata.jsonata("null");
    }
  }

  /**
   * Evaluates over an input tree, which is not changed.
   *
   * @return a plain tree of its own; null for JSONata's null and for nothing
   */
  public @Nullable Object evaluate(@Nullable Object input) throws BadExpression {
    Frame frame = compiled.createFrame();
    new Bounds().watch(frame);
    try {
      return plain(compiled.evaluate(input, frame));
    } catch (NotMapped e) {
      throw new BadExpression(0, e.getMessage());
    } catch (JException e) {
      throw failed(source, e.getLocation(), "表达式运行失败" + code(e));
    } catch (RuntimeException | StackOverflowError e) {
      // The seam: whatever JSONata or a regular expression does on data it did not foresee.
      throw new BadExpression(0, "表达式运行失败（" + e.getClass().getSimpleName() + "）");
    }
  }

  /** Long, BigDecimal, String, Boolean, null, and lists and maps of these. */
  private static @Nullable Object plain(@Nullable Object value) throws BadExpression {
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Long || value instanceof BigDecimal) {
      return value;
    }
    if (value instanceof Integer) {
      return ((Integer) value).longValue();
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof BigInteger number) {
      return new BigDecimal(number);
    }
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>(list.size());
      for (Object element : list) {
        plain.add(plain(element));
      }
      return plain;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        plain.put(String.valueOf(entry.getKey()), plain(entry.getValue()));
      }
      return plain;
    }
    throw new BadExpression(0, "表达式的结果不是数据");
  }

  private static Object number(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      return (long) number;
    }
    return BigDecimal.valueOf(number);
  }

  private static String code(JException e) {
    String error = String.valueOf(e.getError());
    return CODE.matcher(error).matches() ? "（" + error + "）" : "";
  }

  private static BadExpression failed(String source, int position, String message) {
    if (position < 0 || position > source.length()) {
      return new BadExpression(0, message);
    }
    String before = source.substring(0, position);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = position - before.lastIndexOf('\n');
    return new BadExpression(line, "第" + line + "行第" + column + "列：" + message);
  }
}
