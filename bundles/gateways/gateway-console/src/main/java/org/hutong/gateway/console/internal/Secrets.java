package org.hutong.gateway.console.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.karaf.shell.api.console.Session;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Passwords come from a file or from the keyboard without echo, never from the command line: that
 * would stand in the history and in Karaf's own log.
 */
public final class Secrets {
  private static final Character NO_ECHO = '\0';
  private static final int LONGEST_FILE = 4096;

  private Secrets() {}

  /** From the file if one is named, else asked twice. */
  public static char[] fresh(Session session, @Nullable String file) {
    if (file != null) {
      return from("--password-file", file);
    }
    char[] first = ask(session, "新密码 New password: ");
    char[] second = ask(session, "再输一次 Again: ");
    boolean same = Arrays.equals(first, second);
    Arrays.fill(second, ' ');
    if (!same) {
      Arrays.fill(first, ' ');
      throw Refused.because(Code.INVALID_REQUEST, "两次输入的密码不一致");
    }
    return first;
  }

  /** From the file if one is named, else asked once. */
  public static char[] known(Session session, @Nullable String file) {
    return file != null ? from("--old-password-file", file) : ask(session, "原密码 Old password: ");
  }

  /** One line without echo. */
  public static char[] ask(Session session, String prompt) {
    try {
      String line = session.readLine(prompt, NO_ECHO);
      if (line != null && !line.isEmpty()) {
        return line.toCharArray();
      }
      throw Refused.because(Code.INVALID_REQUEST, "没有输入，未作改动");
    } catch (UnsupportedOperationException | IOException e) {
      throw Refused.because(Code.INVALID_REQUEST, "这里没有可输入的终端，请改用文件选项或直接登录控制台");
    }
  }

  /** From a file: its one line. */
  public static char[] from(String option, String name) {
    Path file = Inputs.file(option, name);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_FILE) {
        throw Inputs.wrong(option, "没有这个文件，或它过大");
      }
      byte[] bytes = Files.readAllBytes(file);
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      Arrays.fill(bytes, (byte) 0);
      int length = text.limit();
      if (length > 0 && text.get(length - 1) == '\n') {
        length -= length > 1 && text.get(length - 2) == '\r' ? 2 : 1;
      }
      char[] secret = new char[length];
      text.get(secret);
      Arrays.fill(text.array(), ' ');
      return secret;
    } catch (CharacterCodingException e) {
      throw Inputs.wrong(option, "文件不是 UTF-8 文本");
    } catch (IOException e) {
      throw Inputs.wrong(option, "文件读不出来");
    }
  }
}
