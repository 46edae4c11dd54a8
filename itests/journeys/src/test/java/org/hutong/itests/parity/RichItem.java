package org.hutong.itests.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** 示例(虚构): an item whose form has every kind of field, so that any tree can be entered. */
final class RichItem {
  static final String CODE = "PT-01";

  /** Objects inside objects; the YAML around them stays within its own depth. */
  static final int DEPTH = 12;

  private RichItem() {}

  /** Puts the item among the others of an unpacked distribution. */
  static void writeTo(Path home) throws IOException {
    Files.writeString(home.resolve("etc/hutong/items/" + CODE + ".v1.yaml"), yaml());
  }

  private static String yaml() {
    return """
        # 示例(虚构)：只为核对两个接口而拟。
        scheme: survey-2016
        code: %s
        version: 1
        name: 接口核对
        category: QX
        audience: [示例]
        deliverable: certificate
        legal:
          status: EXAMPLE
          note: 示例(虚构)
        materials:
          - {code: ID_COPY, name: 身份证复印件}
        form:
          type: object
          required: [text]
          properties:
            text: {title: 文字, type: string, maxLength: 900, x-class: P2}
            digits: {title: 数字串, type: string, pattern: '[0-9]{1,30}', x-class: P2}
            amount: {title: 数, type: number, x-class: P2}
            whole: {title: 整数, type: integer, x-class: P2}
            flag: {title: 是否, type: boolean, x-class: P2}
            maybe: {title: 可空, type: [string, 'null'], x-class: P2}
            nothing: {title: 空, type: 'null', x-class: P2}
            day: {title: 日期, type: string, format: date, x-class: P2}
            choice: {title: 选项, type: string, enum: [甲, 乙, '01'], x-class: P2}
            list: {title: 列表, type: array, maxItems: 20, items: {type: string, maxLength: 50}, x-class: P2}
            numbers: {title: 数列, type: array, maxItems: 20, items: {type: number}, x-class: P2}
            matrix: {title: 矩阵, type: array, items: {type: array, items: {type: integer}}, x-class: P2}
            "a/b~c": {title: 怪名, type: string, x-class: P2}
            people:
              title: 人员
              type: array
              x-class: P4
              maxItems: 20
              items:
                type: object
                required: [name]
                properties:
                  name: {title: 姓名, type: string, minLength: 1, maxLength: 100, x-class: P3}
                  idNumber: {title: 公民身份号码, type: string, format: citizen-id, x-class: P4}
                  tags: {title: 标签, type: array, uniqueItems: true, items: {type: string}, x-class: P2}
        %s
        steps:
          - {no: 1, name: 核对, unit: 东经路站, level: 街道}
        words: [接口核对]
        """
        .formatted(CODE, deep(4, DEPTH).stripTrailing());
  }

  private static String deep(int indent, int left) {
    String at = " ".repeat(indent);
    String head = at + "deep:\n" + at + "  title: 层\n" + at + "  type: object\n";
    String own =
        at
            + "  x-class: P2\n"
            + at
            + "  properties:\n"
            + at
            + "    value: {title: 值, type: [string, number, boolean, 'null'], x-class: P2}\n";
    return head + own + (left == 1 ? "" : deep(indent + 4, left - 1));
  }
}
