package org.hutong.standins.forms;

import java.util.List;
import java.util.Map;

/** The forms of the systems that are pages only, each in its own fixed order. 示例(虚构). */
final class Forms {
  /** One form. */
  record Form(String name, String title, List<FormField> fields) {}

  private static final Form OFFICE =
      new Form(
          "banshi",
          "街居办事登记",
          List.of(
              new FormField("sqmc", "社区", 20, true),
              new FormField("sxmc", "办理事项", 30, true),
              new FormField("xm", "姓名", 20, true),
              new FormField("sfzh", "身份证号", 18, true),
              new FormField("lxdh", "联系电话", 11, false),
              new FormField("jzdz", "居住地址", 60, true),
              new FormField("bz", "备注", 100, false)));
  private static final Form DISABLED =
      new Form(
          "banzheng",
          "残疾人证申请",
          List.of(
              new FormField("xm", "姓名", 20, true),
              new FormField("xb", "性别", 1, true),
              new FormField("sfzh", "身份证号", 18, true),
              new FormField("hjdz", "户籍地址", 60, true),
              new FormField("cjlb", "残疾类别", 10, true),
              new FormField("jhr", "监护人", 20, false),
              new FormField("lxdh", "联系电话", 11, true),
              new FormField("yzh", "原证号", 20, false)));
  private static final Form ELDERLY =
      new Form(
          "weilao",
          "为老服务登记",
          List.of(
              new FormField("sfzh", "身份证号", 18, true),
              new FormField("xm", "姓名", 20, true),
              new FormField("fwxm", "服务项目", 20, true),
              new FormField("jzdz", "居住地址", 60, true),
              new FormField("lxdh", "联系电话", 11, false)));

  private static final Form INSURANCE =
      new Form(
          "shebao",
          "社会保险业务登记",
          List.of(
              new FormField("ywlb", "业务类别", 10, true),
              new FormField("sfzh", "身份证号", 18, true),
              new FormField("xm", "姓名", 20, true),
              new FormField("hjdz", "户籍地址", 60, true),
              new FormField("lxdh", "联系电话", 11, false)));

  private static final Map<String, Form> OF =
      Map.of("SI-08", OFFICE, "SI-10a", DISABLED, "SI-11", ELDERLY, "SI-12", INSURANCE);

  private Forms() {}

  static Form of(String id) {
    return OF.get(id);
  }
}
